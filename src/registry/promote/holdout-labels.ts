import { NOISE, wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { FitInput, SegmentModel } from "../../segments";

/** What two models say of users whom neither was fitted to. */
export interface HoldoutLabels {
  /** Numbers of segments for each input that can be read; -1 for none. */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/** Reasons for which an answer says nothing of the user. */
const NOT_READ: readonly string[] = ["empty sequence", "left out by a step"];

/**
 * Labels the holdout by both models; inputs that one of them leaves out are left out.
 *
 * @param champion undefined where there is none; its labels are -1 then.
 * @throws RangeError when no input is left, or the models read the holdout as different inputs.
 */
export async function labelHoldout(
  candidate: SegmentModel,
  champion: SegmentModel | undefined,
  holdout: FitInput,
  run: RunOptions,
): Promise<HoldoutLabels> {
  const now = await candidate.assign(holdout, run);
  const then = champion && (await champion.assign(holdout, run));
  if (then && then.length !== now.length) {
    throw wrongValue("holdout", "inputs that both models read as the same users or sessions", then.length);
  }
  const kept = [...now.keys()].filter((i) => {
    return !NOT_READ.includes(now[i]!.reason) && !(then && NOT_READ.includes(then[i]!.reason));
  });
  if (kept.length === 0) throw wrongValue("holdout", "at least one user with an action", holdout);
  return {
    before: Int32Array.from(kept, (i) => (then ? then[i]!.segment : NOISE)),
    after: Int32Array.from(kept, (i) => now[i]!.segment),
  };
}
