import { percentText, printable, sum } from "../../../core/internal";
import type { StepMatrix, StepsAround } from "../../../profiles";
import type { Colors } from "../../colors";
import { escapeHtml } from "../../html";
import { labelsWithin } from "../labels-within";

const CELL = 20;
const ROW = 19;
const LABEL = 172;

/** A line of a heat map: a name and a share for each step. */
interface StepLine {
  readonly name: string;
  readonly shares: readonly number[];
  readonly color: string;
}

/** The share of members that do each action at each of the first steps, as a heat map. */
export function stepMatrixDrawing(matrix: StepMatrix, color: string, colors: Colors): string {
  const lines = [
    ...orderBySteps(matrix.actions, matrix).map((i) => ({
      name: printable(matrix.actions[i]!),
      shares: matrix.shares[i]!,
      color,
    })),
    { name: "another action", shares: matrix.other, color: colors.faint },
    { name: "path is over", shares: matrix.ended, color: colors.faint },
  ];
  const steps = Array.from({ length: matrix.positions }, (_, p) => p + 1);
  const isLabelled = (step: number) => step === 1 || step % 5 === 0;
  return heatMap(lines, { steps, isLabelled, words: stepsText(matrix) }, colors);
}

/** The same around a place in paths, which is step 0. */
export function stepsAroundDrawing(around: StepsAround, color: string, colors: Colors): string {
  const { actions, shares, other, notBegun, over, steps, at } = around;
  const lines = [
    ...orderBySteps(actions, { actions, shares }).map((i) => ({
      name: printable(actions[i]!),
      shares: shares[i]!,
      color,
    })),
    { name: "another action", shares: other, color: colors.faint },
    { name: "path has not begun", shares: notBegun, color: colors.faint },
    { name: "path is over", shares: over, color: colors.faint },
  ];
  const words = `What comes before and after ${printable(at)}, which is step 0. ${mostCommonText(around)}`;
  return heatMap(lines, { steps, isLabelled: () => true, words }, colors);
}

function heatMap(
  all: readonly StepLine[],
  { steps, isLabelled, words }: { steps: readonly number[]; isLabelled: (step: number) => boolean; words: string },
  colors: Colors,
): string {
  const lines = all.filter(({ shares }) => shares.some((share) => share >= 0.005));
  const width = LABEL + steps.length * CELL + 2;
  const height = lines.length * ROW + 18;
  const labels = labelsWithin(
    LABEL - 8,
    lines.map(({ name }) => name),
  );
  const cells = lines.map(({ name, shares, color: fill }, line) => {
    const y = line * ROW;
    const label = `<text x="${LABEL - 8}" y="${y + 14}" text-anchor="end" fill="${colors.text}">${escapeHtml(labels[line]!)}${labels[line] === name ? "" : `<title>${escapeHtml(name)}</title>`}</text>`;
    const squares = shares.map((share, p) => {
      if (share < 0.005) return "";
      const x = LABEL + p * CELL;
      return `<rect x="${x}" y="${y}" width="${CELL - 1}" height="${ROW - 1}" fill="${fill}" fill-opacity="${Math.round((0.06 + 0.94 * share) * 100) / 100}"><title>${escapeHtml(name)}, step ${steps[p]}: ${percentText(share)}</title></rect>`;
    });
    return label + squares.join("");
  });
  const ground = `<rect x="${LABEL}" y="0" width="${Math.max(0, steps.length * CELL - 1)}" height="${Math.max(0, lines.length * ROW - 1)}" fill="${colors.line}" fill-opacity="0.35"/>`;
  const axis = steps
    .map((step, p) =>
      isLabelled(step)
        ? `<text x="${LABEL + p * CELL + CELL / 2}" y="${lines.length * ROW + 13}" text-anchor="middle" fill="${colors.faint}">${step}</text>`
        : "",
    )
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="steps" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escapeHtml(words)}">${ground}${cells.join("")}${axis}</svg>`;
}

/** What most inputs do at the steps nearest to the place. */
function mostCommonText({ actions, shares, steps }: StepsAround): string {
  const near = [...steps.keys()].filter((s) => Math.abs(steps[s]!) <= 3);
  const said = near.flatMap((s) => {
    const best = shares.reduce((top, line, i) => (line[s]! > (shares[top]?.[s] ?? -1) ? i : top), 0);
    const share = shares[best]?.[s] ?? 0;
    return share > 0 ? [`step ${steps[s]} ${printable(actions[best]!)} ${percentText(share)}`] : [];
  });
  return said.length > 0 ? `Most common: ${said.join(", ")}.` : "Nobody shows it.";
}

/** The most common action of the first steps, for those who cannot see the map. */
function stepsText({ actions, shares, positions }: StepMatrix): string {
  const lines: string[] = [];
  for (let p = 0; p < Math.min(positions, 6); p++) {
    const best = shares.reduce((top, line, i) => (line[p]! > (shares[top]?.[p] ?? -1) ? i : top), 0);
    if (shares[best] && shares[best][p]! > 0)
      lines.push(`step ${p + 1} ${printable(actions[best]!)} ${percentText(shares[best][p]!)}`);
  }
  return `What members do at each step. Most common: ${lines.join(", ")}.`;
}

/** Numbers of the actions in the order in which they come, on average, among the steps shown. */
export function orderBySteps(actions: readonly string[], steps: Pick<StepMatrix, "actions" | "shares">): number[] {
  const position = actions.map((action) => {
    const line = steps.shares[steps.actions.indexOf(action)] ?? [];
    const all = sum(line);
    return all === 0 ? Number.POSITIVE_INFINITY : line.reduce((sum, share, p) => sum + share * p, 0) / all;
  });
  return [...actions.keys()].sort((a, b) => (position[a] === position[b] ? a - b : position[a]! - position[b]!));
}
