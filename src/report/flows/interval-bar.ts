import { log } from "../../core/internal";
import type { Interval } from "../../statistics";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";

const WIDTH = 150;
const HEIGHT = 16;
const CENTER = WIDTH / 2;

/** Where figures stand on the axis of a table: 0 where nothing differs, from -1 to 1. */
export type IntervalScale = (figure: number) => number;

/** The axis that holds all intervals; of ratios, their logarithms. */
export function intervalScale(intervals: readonly Interval[], isRatio: boolean): IntervalScale {
  const place = (figure: number) => (isRatio ? log(Math.max(figure, 1e-9)) : figure);
  const most = Math.max(
    ...intervals.flatMap(({ lower, upper }) => [Math.abs(place(lower)), Math.abs(place(upper))]),
    1e-12,
  );
  return (figure) => Math.max(-1, Math.min(1, place(figure) / most));
}

/** An interval beside the line of no difference. */
export function intervalBar(
  { difference, interval }: { readonly difference: number; readonly interval: Interval },
  isFound: boolean,
  scale: IntervalScale,
): Html {
  const x = (figure: number) => Math.round((CENTER + scale(figure) * (CENTER - 4)) * 10) / 10;
  const color = !isFound ? PAGE_COLORS.faint : scale(difference) > 0 ? PAGE_COLORS.more : PAGE_COLORS.less;
  const [from, to] = [x(interval.lower), x(interval.upper)];
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true"><line x1="${CENTER}" x2="${CENTER}" y1="0" y2="${HEIGHT}" stroke="${PAGE_COLORS.line}"/><line x1="${from}" x2="${to}" y1="8" y2="8" stroke="${color}" stroke-width="3"/><circle cx="${x(difference)}" cy="8" r="4" fill="${color}"/></svg>`;
}
