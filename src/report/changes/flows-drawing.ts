import { countText, percentText, sum } from "../../core/internal";
import type { Colors } from "../colors";
import { type Html, html } from "../html";
import { clipped } from "../views/text";

/** A bar on one side of the flows. */
export interface FlowEnd {
  readonly name: string;
  readonly color: string;
}

const WIDTH = 880;
const HEIGHT = 320;
const BAR = 12;
/** Room for names on either side. */
const SIDE = 280;
const GAP = 10;
const TOP = 20;
/** Least share of a flow that is drawn. */
const LEAST = 0.002;

interface Bar {
  readonly y: number;
  readonly height: number;
  filled: number;
}

/**
 * Users of one population by their segment in either of two models: bars on both sides, and bands between them as wide as there are users.
 *
 * @param table a row for each end on the left, a column for each on the right.
 */
export function flowsDrawing(
  table: readonly (readonly number[])[],
  left: readonly FlowEnd[],
  right: readonly FlowEnd[],
  words: { readonly left: string; readonly right: string },
  colors: Colors,
): Html {
  const all = Math.max(1, sum(table.map((row) => sum(row))));
  const [sizesLeft, sizesRight] = [table.map((row) => sum(row)), right.map((_, j) => sum(table.map((row) => row[j]!)))];
  const [barsLeft, barsRight] = [barsOf(sizesLeft, all), barsOf(sizesRight, all)];
  const [x0, x1] = [SIDE + BAR, WIDTH - SIDE - BAR];
  const bands = table.flatMap((row, i) =>
    row.flatMap((users, j) => {
      const [from, to] = [barsLeft[i]!, barsRight[j]!];
      const height = (users / all) * HEIGHT;
      const [y, z] = [from.y + from.filled, to.y + to.filled];
      from.filled += height;
      to.filled += height;
      if (users / all < LEAST) return [];
      const middle = (x0 + x1) / 2;
      const path = `M${x0} ${at(y)}C${middle} ${at(y)} ${middle} ${at(z)} ${x1} ${at(z)}v${at(height)}C${middle} ${at(z + height)} ${middle} ${at(y + height)} ${x0} ${at(y + height)}z`;
      const title = `${left[i]!.name} to ${right[j]!.name}: ${countText(users)} users, ${percentText(users / all)}`;
      return [html`<path d="${path}" fill="${left[i]!.color}" fill-opacity="0.32"><title>${title}</title></path>`];
    }),
  );
  const ends = (bars: readonly Bar[], of: readonly FlowEnd[], sizes: readonly number[], isLeft: boolean) =>
    bars.map((bar, i) => {
      if (sizes[i] === 0) return null;
      const [x, text] = isLeft ? [SIDE, SIDE - 8] : [WIDTH - SIDE - BAR, WIDTH - SIDE + 8];
      const { name, color } = of[i]!;
      return html`<rect x="${x}" y="${at(bar.y)}" width="${BAR}" height="${at(Math.max(1, bar.height))}" fill="${color}"><title>${name}: ${percentText(sizes[i]! / all)}</title></rect><text x="${text}" y="${at(bar.y + bar.height / 2 + 4)}" text-anchor="${isLeft ? "end" : "start"}" fill="${colors.text}">${clipped(name, SIDE - 50)} <tspan fill="${colors.faint}">${percentText(sizes[i]! / all)}</tspan></text>`;
    });
  const height = Math.max(...[barsLeft, barsRight].map((bars) => bars.at(-1)!.y + bars.at(-1)!.height)) + 12;
  const heads = html`<text x="${SIDE - 8}" y="12" text-anchor="end" fill="${colors.faint}">${words.left}</text><text x="${WIDTH - SIDE + 8}" y="12" fill="${colors.faint}">${words.right}</text>`;
  const label = `Users by their segment: ${words.left} on the left, ${words.right} on the right.`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="sankey" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" width="${WIDTH}" height="${Math.ceil(height)}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${label}">${heads}${bands}${ends(barsLeft, left, sizesLeft, true)}${ends(barsRight, right, sizesRight, false)}</svg>`;
}

/** One below the other; thin ones stand far enough apart for their names. */
function barsOf(sizes: readonly number[], all: number): Bar[] {
  let y = TOP;
  return sizes.map((size) => {
    const height = (size / all) * HEIGHT;
    const bar = { y, height, filled: 0 };
    if (size > 0) y += Math.max(height + GAP, 17);
    return bar;
  });
}

function at(figure: number): number {
  return Math.round(figure * 10) / 10;
}
