import { percentText, printable, sum } from "../../../core/internal";
import type { TransitionMatrix } from "../../../profiles";
import type { Colors } from "../../colors";
import { escapeHtml } from "../../html";
import { labelsWithin } from "../labels-within";

const ROW = 24;
const LABEL = 172;
const ARCS = 190;
/** Edges that are drawn, and those that are seen until a reader asks for more or fewer. */
const DRAWN = 40;
export const SHOWN_EDGES = 14;
/** Least share of the times an action is followed, worth a line; and the least until a reader asks for others. */
const LEAST_SHARE = 0.02;
export const SHOWN_SHARE = 0.08;
/** Opacity of actions without an edge that is seen. */
export const UNSEEN = 0.4;
/** Least difference that has a color. */
const LEAST_DIFFERENCE = 0.05;

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly share: number;
  readonly difference: number | null;
  readonly count: number;
}

/**
 * What follows what, and where that differs from everybody else: actions in the order they come in paths, arcs to the right
 * for going on, to the same side inside for going back. Width is the share of the times the action is followed, color
 * the difference. The most informative edges come first; later and rarer ones are in it, hidden, for the sliders of the page.
 *
 * @param orderOf mean position of each action within the members' paths.
 */
export function transitionGraph(matrix: TransitionMatrix, order: readonly number[], colors: Colors): string {
  const edges = chosenEdges(matrix);
  const seen = edges.filter(({ share }, rank) => rank < SHOWN_EDGES && share >= SHOWN_SHARE);
  const shown = order.filter((i) => edges.some(({ from, to }) => from === i || to === i));
  if (shown.length === 0) return "";
  const lineOf = new Map(shown.map((i, line) => [i, line]));
  const width = LABEL + ARCS;
  const height = shown.length * ROW + 4;
  const full = shown.map((i) => printable(matrix.actions[i]!));
  const names = labelsWithin(LABEL - 14, full).map((label, line) => {
    const title = label === full[line] ? "" : `<title>${escapeHtml(full[line]!)}</title>`;
    const isSeen = seen.some(({ from, to }) => from === shown[line] || to === shown[line]);
    return `<g data-line="${line}" opacity="${isSeen ? 1 : UNSEEN}"><text x="${LABEL - 12}" y="${line * ROW + 16}" text-anchor="end" fill="${colors.text}">${escapeHtml(label)}${title}</text><circle cx="${LABEL}" cy="${line * ROW + 12}" r="3" fill="${colors.faint}"/></g>`;
  });
  const arcs = edges.map((edge) =>
    arc(edge, [lineOf.get(edge.from)!, lineOf.get(edge.to)!], matrix, colors, seen.includes(edge)),
  );
  const steps = sum(matrix.counts.map((row) => sum(row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="transitions" data-steps="${steps}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escapeHtml(graphText(seen, matrix))}">${arcs.join("")}${names.join("")}</svg>`;
}

function chosenEdges({ counts, probabilities, differences }: TransitionMatrix): Edge[] {
  const all = probabilities.flatMap((row, from) =>
    row.flatMap((share, to) => {
      const difference = differences[from]![to]!;
      if (share === null || counts[from]![to] === 0) return [];
      const count = counts[from]![to]!;
      return share >= LEAST_SHARE
        ? [{ from, to, share, difference, count, weight: count * Math.abs(difference ?? share) }]
        : [];
    }),
  );
  return all.sort((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to).slice(0, DRAWN);
}

function arc(
  { from, to, share, difference, count }: Edge,
  [a, b]: readonly [number, number],
  { actions }: TransitionMatrix,
  colors: Colors,
  isSeen: boolean,
): string {
  const stroke =
    difference === null || Math.abs(difference) < LEAST_DIFFERENCE
      ? colors.faint
      : difference > 0
        ? colors.more
        : colors.less;
  const y1 = a * ROW + 12;
  const y2 = b * ROW + 12;
  const back = b < a;
  const reach = a === b ? 34 : Math.min(ARCS - 14, 22 + 20 * Math.abs(b - a));
  const x = LABEL + 5;
  const [start, end] = back ? [y1 - 4, y2 + 4] : [y1 + 4, y2 - 4];
  const path =
    a === b
      ? `M${x} ${y1 - 4}c${reach} -8 ${reach} 16 7 8`
      : `M${x} ${start}C${x + reach} ${start} ${x + reach} ${end} ${x + 7} ${end}`;
  const weight = Math.round((0.8 + 4 * share) * 10) / 10;
  const tipY = a === b ? y1 + 4 : end;
  const tip = `M${x} ${tipY}l9 -4.5v9z`;
  const words = `${printable(actions[from]!)} → ${printable(actions[to]!)}: ${percentText(share)}${difference === null ? "" : `, elsewhere ${percentText(Math.max(0, Math.min(1, share - difference)))}`}`;
  return `<g data-share="${Math.round(share * 1e4) / 1e4}" data-count="${count}" data-ends="${a} ${b}"${isSeen ? "" : ' display="none"'}><title>${escapeHtml(words)}</title><path d="${path}" fill="none" stroke="${stroke}" stroke-width="${weight}" stroke-opacity="0.75"/><path d="${tip}" fill="${stroke}"/></g>`;
}

function graphText(edges: readonly Edge[], { actions }: TransitionMatrix): string {
  const sentences = edges
    .slice(0, 6)
    .map(
      ({ from, to, share, difference }) =>
        `${printable(actions[from]!)} then ${printable(actions[to]!)} ${percentText(share)}${difference === null ? "" : difference > 0 ? ", more than elsewhere" : ", less than elsewhere"}`,
    );
  return `What follows what. ${sentences.join("; ")}.`;
}
