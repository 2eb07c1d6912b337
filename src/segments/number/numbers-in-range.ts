import { exp, log } from "../../core/internal";
import type { NumberRange } from "../options/number-of-segments";

/** Numbers that are tried, at most; of a wider range this many, in equal ratios. */
const MOST_TRIED = 15;

/** The numbers of a range that are tried, ascending, of which none exceeds `limit`. */
export function numbersInRange({ fewest, most }: NumberRange, limit: number): readonly number[] {
  const last = Math.min(most, limit);
  if (last < fewest) return [];
  const count = Math.min(MOST_TRIED, last - fewest + 1);
  if (count === last - fewest + 1) return Array.from({ length: count }, (_, i) => fewest + i);
  const ratio = log(last / fewest);
  const numbers = Array.from({ length: count }, (_, i) => Math.round(fewest * exp((ratio * i) / (count - 1))));
  return [...new Set([...numbers.filter((number) => number < last), last])];
}

/** Whether a number is one of a range. */
export function isInRange(number: number, { fewest, most }: NumberRange): boolean {
  return number >= fewest && number <= most;
}
