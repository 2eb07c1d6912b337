import type { BeginningAssignment } from "../segments";
import { answerState } from "./answer-state";
import type { ServedModel } from "./served-models";
import type { FittedLabel, UserState } from "./user-state";

/** Where a user belongs, as far as it is known today. */
export interface UserAnswer extends Omit<BeginningAssignment, "reason"> {
  readonly user: string;
  /** SHA-256 of the model that says so, in hexadecimal digits. */
  readonly model: string;
  /** Id of the segment across models, such as `s1`; null for none, and while it is undecided. */
  readonly id: string | null;
  /** Why; `"known from the fit"`: the user was in the fit, and has the segment found there. */
  readonly reason: BeginningAssignment["reason"] | "known from the fit";
  /** Events that were counted, those that are figures alone among them. */
  readonly events: number;
  /** Time of the first and of the last event, milliseconds since 1970; null without events. */
  readonly first: number | null;
  readonly last: number | null;
  /** Sum of the events' values. */
  readonly value: number;
  /** Whether the path lacks its beginning: it is longer than what is kept, or was begun under another model. */
  readonly partial: boolean;
}

/** The answer for a user; undefined for one of whom nothing is known. */
export function answerUser(model: ServedModel, user: string, state: UserState | undefined): UserAnswer | undefined {
  if (state === undefined) return undefined;
  if (state.fitted !== undefined) return fittedAnswer(model, user, state, state.fitted);
  if (state.folded === undefined && state.tail.length === 0) return undefined;
  const answer = answerState(model.paths, user, state);
  if (answer === undefined) return undefined;
  const id = answer.segment < 0 ? null : model.paths.ids[answer.segment]!;
  return { user, model: model.hash, ...answer, id, ...figuresOf(state) };
}

function fittedAnswer(
  { hash, paths }: ServedModel,
  user: string,
  state: UserState,
  { segment, probability }: FittedLabel,
): UserAnswer {
  const name = paths.names[segment] ?? null;
  return {
    user,
    model: hash,
    segment,
    name,
    id: paths.ids[segment] ?? null,
    confidence: probability,
    novelty: 0,
    alternatives: [{ segment, name, probability }],
    likely: [segment],
    actions: 0,
    reason: "known from the fit",
    ...figuresOf(state),
  };
}

function figuresOf({ folded, tail, partial }: UserState) {
  let value = folded?.value ?? 0;
  for (const event of tail) if (!Number.isNaN(event.value)) value += event.value;
  return {
    events: (folded?.events ?? 0) + tail.length,
    first: folded?.first ?? tail[0]?.time ?? null,
    last: tail.at(-1)?.time ?? folded?.last.time ?? null,
    value,
    partial,
  };
}
