import type { Events } from "../types";

/** Pauses that are tried, from the usual one on. */
const GAPS = [
  { text: "30m", ms: 1_800_000 },
  { text: "10m", ms: 600_000 },
  { text: "5m", ms: 300_000 },
  { text: "1m", ms: 60_000 },
];
/** Fewer sequences than these are no log to be segmented. */
export const LEAST_SEQUENCES = 10;

/** The longest of some usual pauses that divides the events of one user into sessions enough; undefined where none does. */
export function sessionGapOf({ time }: Pick<Events, "time">): string | undefined {
  const longer = (ms: number) => time.reduce((count, at, i) => count + (i > 0 && at - time[i - 1]! >= ms ? 1 : 0), 0);
  return GAPS.find(({ ms }) => 1 + longer(ms) >= LEAST_SEQUENCES)?.text;
}
