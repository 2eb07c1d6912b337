import { durationText, numberText } from "../../../core/internal";
import type { DistributionSummary } from "../../../profiles";
import type { Measure } from "./span-scale";

/** How long, in words: the median and the middle half; of times that are 0, only what is true of members who act more than once. */
export function spanWords({ q1, median, q3, max }: DistributionSummary, measure: Measure): string {
  if (measure === "actions") {
    if (max === 1) return "a single action each";
    return q1 === q3
      ? `median ${numberText(median)}`
      : `median ${numberText(median)}, half of them ${numberText(q1)} to ${numberText(q3)}`;
  }
  if (max === 0) return "no time passes";
  if (q3 === 0) return `no time passes for most of them; the longest takes ${durationText(max)}`;
  if (median === 0) return `no time passes for half of them; a quarter take ${durationText(q3)} or more`;
  if (q1 === 0)
    return `median ${durationText(median)}; no time passes for a quarter, another quarter take ${durationText(q3)} or more`;
  return q1 === q3
    ? `median ${durationText(median)}`
    : `median ${durationText(median)}, half of them ${durationText(q1)} to ${durationText(q3)}`;
}
