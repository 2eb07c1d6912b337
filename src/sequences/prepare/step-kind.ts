import type { Field, Steps } from "../../core/internal";
import type { ActionLog } from "../build/action-log";

/** How a step makes one log of another. */
export type Rewrite = (log: ActionLog, view: PathView) => Steps<ActionLog>;

/** What counts as a path. */
export interface PathView {
  /** A session, where sessions are known; else all events of a user. */
  readonly bySession: boolean;
}

/**
 * One kind of step: its options, and what they do. What a step learns from a log becomes options of the same kind, so that
 * a step once fitted is again a step.
 */
export interface StepKind<S> {
  readonly schema: { readonly [K in keyof S]-?: Field<unknown, unknown> };
  /** @throws when options do not go together. */
  check?(step: S, path: string): void;
  /** Options of the step that look at times; without times they do nothing. */
  timed?(step: S): readonly string[];
  /** Whether it looks at whole paths, not at single events. */
  readonly wholePaths?: boolean;
  /** The step with what it learns from the log. */
  learn?(step: S, log: ActionLog): S;
  /** An option of a step that was not yet learned, or is still missing; undefined for none. */
  unlearned?(step: S): string | undefined;
  compile(step: S): Rewrite;
  /** What else to report of it, in words. */
  notes?(step: S, before: ActionLog, after: ActionLog): readonly string[];
}
