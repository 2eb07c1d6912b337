import { integer, wrongType } from "../../core/internal";
import { type AssignVariantOptions, assignVariant, type VariantAssignment } from "./assign-variant";
import type { Experiment } from "./experiment";

/** A user's first meeting with an experiment. */
export interface Exposure extends VariantAssignment {
  /** Milliseconds since 1970, as the caller gave it. */
  readonly time: number;
}

/** What a user meets now, if he was never exposed before. */
export function exposureOf(
  user: string,
  experiment: Experiment,
  context: AssignVariantOptions & { readonly time: number },
): Exposure {
  if (typeof context !== "object" || context === null) throw wrongType("context", "an object with a time", context);
  const { time, ...rest } = context;
  return { ...assignVariant(user, experiment, rest), time: integer({}).read(time, "context.time") };
}
