import { oneOf, type Schema } from "../../core/internal";
import { rewriteNames } from "./rewrite-names";
import { type ActionNames, actionNames, fitsAny, missing } from "./step-fields";
import type { StepKind } from "./step-kind";
import { notesOnUnknown } from "./unknown-names";

/** Keeps events of some actions; all others are left out, as if they had never been logged. */
export interface KeepStep {
  step: "keep";
  /** Names, in which `*` stands for any characters (`\*` for an asterisk). */
  actions: ActionNames;
}

/** Leaves events of some actions out, as if they had never been logged. */
export interface DropStep {
  step: "drop";
  /** Names, in which `*` stands for any characters (`\*` for an asterisk). */
  actions: ActionNames;
}

export const KEEP_STEP = {
  schema: { step: oneOf(["keep"]), actions: actionNames() } satisfies Schema<KeepStep>,
  check: needsActions,
  compile({ actions }) {
    const fits = fitsAny(actions);
    return (log) => rewriteNames(log, (name) => (fits(name) ? name : null));
  },
  notes: ({ actions }, before) => notesOnUnknown(actions, before),
} satisfies StepKind<KeepStep>;

export const DROP_STEP = {
  schema: { step: oneOf(["drop"]), actions: actionNames() } satisfies Schema<DropStep>,
  check: needsActions,
  compile({ actions }) {
    const fits = fitsAny(actions);
    return (log) => rewriteNames(log, (name) => (fits(name) ? null : name));
  },
  notes: ({ actions }, before) => notesOnUnknown(actions, before),
} satisfies StepKind<DropStep>;

function needsActions({ actions }: { readonly actions?: ActionNames | undefined }, path: string): void {
  if (actions === undefined) throw missing(`${path}.actions`, actionNames().expected);
}
