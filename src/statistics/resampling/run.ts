import type { Progress } from "../../core";
import { type Field, func, integer, ofType } from "../../core/internal";

/** Options of what takes long on one thread. */
export interface FollowOptions {
  /** Aborting it rejects with its reason and ends the work. */
  signal?: AbortSignal;
  /** Called from time to time with the share that is done. */
  onProgress?: (progress: Progress) => void;
}

/** The fields of {@link FollowOptions}. */
export const FOLLOW_OPTIONS = {
  signal: ofType<AbortSignal, undefined>("an AbortSignal", (value) => value instanceof AbortSignal, undefined),
  onProgress: func<(progress: Progress) => void>(),
} satisfies Record<keyof FollowOptions, Field<unknown, unknown>>;

export const SEED = integer({ min: 0, max: 0xffffffff }, 1);
