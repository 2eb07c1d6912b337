import type { PrefixLaws } from "../../../prefixes";
import type { SequenceRules } from "../../../sequences";
import type { LogEncoder } from "../../../sequences/internal";

/** What reads a user's path while it runs: the parts of a model that serving users as their events arrive stands on. */
export interface RunningPaths {
  readonly laws: PrefixLaws;
  readonly encode: LogEncoder;
  readonly rules: SequenceRules;
  /** Names of the segments, and their ids across models. */
  readonly names: readonly string[];
  readonly ids: readonly string[];
  /** Hash of the model whose ids they go on with; null for a first model. */
  readonly previous: string | null;
  /** SHA-256 of the model in hexadecimal digits. */
  hash(): Promise<string>;
}

const PATHS = new WeakMap<object, RunningPaths>();

/** Makes the running paths of a model known to other rooms; models saved by older versions have none. */
export function shareRunningPaths(model: object, paths: RunningPaths): void {
  PATHS.set(model, paths);
}

/** Those of a model; undefined for what is not a model, or has no laws of beginnings. */
export function runningPathsOf(model: unknown): RunningPaths | undefined {
  return PATHS.get(model as object);
}
