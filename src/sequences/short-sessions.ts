import { durationText, percentText } from "../core/internal";
import type { ActionLog } from "./build/action-log";

/** Share of all pauses that end a session, from which nearly every action is a session of its own. */
const NEARLY_ALL = 0.9;
/** The share of fewer pauses says little. */
const FEWEST_PAUSES = 20;
/** A shorter gap was probably meant in another unit. */
const MINUTE_MS = 60_000;

/**
 * Says where a session ends between nearly any two actions of a user: no session then holds a path. Mostly `sessionGap` was
 * meant as minutes or seconds, and a number is read as milliseconds.
 *
 * @param gap    milliseconds; undefined where sessions are not cut by time.
 * @param option what it is called.
 */
export function notesOnShortSessions(
  { time, offsets }: Pick<ActionLog, "time" | "offsets">,
  gap: number | undefined,
  option: string,
): string[] {
  if (gap === undefined || time === undefined) return [];
  let pauses = 0;
  let cut = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let event = offsets[user]! + 1; event < offsets[user + 1]!; event++) {
      pauses += 1;
      if (time[event]! - time[event - 1]! >= gap) cut += 1;
    }
  }
  const share = cut / pauses;
  if (pauses < FEWEST_PAUSES || share < NEARLY_ALL) return [];
  const unit = gap < MINUTE_MS ? '; a number is in milliseconds, 30 minutes are "30m"' : "";
  return [
    `${percentText(share)} of the pauses between a user's actions are as long as "${option}" (${durationText(gap)}) or ` +
      `longer: nearly every action is a session of its own${unit}`,
  ];
}
