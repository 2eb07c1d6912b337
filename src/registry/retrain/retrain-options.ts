import type { Duration } from "../../core";
import { boolean, duration, integer, nested, number, ofType, type Schema, string } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { FitSegmentsOptions } from "../../segments";
import { CENTURY } from "../options";
import { GATE_OPTIONS, type GateOptions, PROMOTE_OPTIONS } from "../promote/promote-options";

/** Options of {@link retrain}. */
export interface RetrainOptions extends RunOptions {
  /**
   * Time from the last event of the newest version that was decided on to the newest event, below which nothing is done.
   * @default "7d"
   */
  every?: Duration | undefined;
  /** How far back events are used, from the newest on. @default all of them */
  window?: Duration | undefined;
  /** Share of users, by their names, who are never fitted and judge the models. @default 0.2 */
  holdout?: number | undefined;
  /** What becomes of a candidate that passes: the champion, or the challenger, and a person decides. @default true */
  promote?: boolean | undefined;
  /** Options of the first fit; later ones continue the champion (`previous`), without a choice. @default those of `fitSegments` */
  fit?: Omit<FitSegmentsOptions, "previous" | keyof RunOptions> | undefined;
  /** Thresholds of the gates. @default those of `promote` */
  gates?: GateOptions | undefined;
  /** Fits to halves of the champion's users for the gate of churn, an even number. @default 10 */
  refits?: number | undefined;
  /** The same for events of segments, such as a split; 0 reports none. @default 20 */
  matchRefits?: number | undefined;
  /** Random ways to deal users out in tests of drift. @default 999 */
  permutations?: number | undefined;
  /** How long answers still bear segments that the new champion does not have. @default not at all */
  grace?: Duration | undefined;
  /** Who asks for it, for the log. @default that of the registry */
  by?: string | undefined;
  /** Why, for the log. @default "retrain" */
  why?: string | undefined;
  /** Seed of refits and of dealing out. @default 1 */
  seed?: number | undefined;
}

const EVERY = duration();

export const RETRAIN_OPTIONS = {
  ...RUN_OPTIONS,
  every: { ...EVERY, default: "7d" as const },
  window: duration(),
  holdout: number({ above: 0, max: 0.9 }, 0.2),
  promote: boolean(true),
  fit: ofType<NonNullable<RetrainOptions["fit"]>, undefined>(
    "options of fitSegments",
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    undefined,
  ),
  gates: nested(GATE_OPTIONS),
  refits: PROMOTE_OPTIONS.refits,
  matchRefits: integer({ min: 0, max: 1000 }, 20),
  permutations: PROMOTE_OPTIONS.permutations,
  grace: duration(CENTURY),
  by: string(),
  why: string("retrain"),
  seed: PROMOTE_OPTIONS.seed,
} satisfies Schema<RetrainOptions>;

/** A week: `every`, where nothing is said. */
export const WEEK = 604_800_000;
