import { percentText, printable } from "../../core/internal";
import type { Decision } from "../../registry";
import type { Colors } from "../colors";
import { colorOfId } from "../colors";
import { type Html, html } from "../html";
import { clipped } from "../views/text";

const WIDTH = 640;
const BAR = 14;
const LABELS = 170;
const HEIGHT = 300;
const GAP = 8;
const TOP = 24;
/** Least share of a bar that has its name beside it. */
const NAMED = 0.02;

type Side = "from" | "to";

interface Bar {
  readonly id: string | null;
  readonly share: number;
  readonly y: number;
  /** How far down bands have been drawn. */
  drawn: number;
}

/** Users of the holdout as bands from their segment under the champion to that under the candidate; drawn beside each other. */
export function flowDrawing(decision: Decision, colors: Colors): Html {
  const { flows, inputs } = decision;
  const [left, right] = [barsOf(decision, "from"), barsOf(decision, "to")];
  const bands = [...flows]
    .sort((a, b) => rank(left, a.from) - rank(left, b.from) || rank(right, a.to) - rank(right, b.to))
    .map(({ from, to, users }) => {
      const [a, b] = [left[rank(left, from)]!, right[rank(right, to)]!];
      const height = (users / inputs) * HEIGHT;
      const [y1, y2] = [a.y + a.drawn, b.y + b.drawn];
      a.drawn += height;
      b.drawn += height;
      const [x1, x2] = [LABELS + BAR, WIDTH - LABELS - BAR];
      const middle = (x1 + x2) / 2;
      const path = `M${x1} ${round(y1)}C${middle} ${round(y1)} ${middle} ${round(y2)} ${x2} ${round(y2)}V${round(y2 + height)}C${middle} ${round(y2 + height)} ${middle} ${round(y1 + height)} ${x1} ${round(y1 + height)}Z`;
      const words = `${nameOf(decision, from)} → ${nameOf(decision, to)}: ${percentText(users / inputs)}`;
      const opacity = from === to ? 0.22 : 0.6;
      return html`<path d="${path}" fill="${colorOfId(from, colors)}" fill-opacity="${opacity}"><title>${words}</title></path>`;
    });
  const height = Math.ceil(Math.max(...[...left, ...right].map(({ y, share }) => y + share * HEIGHT), TOP)) + 8;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-size="12" role="img" aria-label="Users by their segment before and after"><text x="${LABELS + BAR}" y="13" text-anchor="end" fill="${colors.faint}">champion</text><text x="${WIDTH - LABELS - BAR}" y="13" fill="${colors.faint}">candidate</text>${bands}${left.map((bar) => barDrawing(decision, bar, "from", colors))}${right.map((bar) => barDrawing(decision, bar, "to", colors))}</svg>`;
}

function barsOf({ flows, inputs, segments }: Decision, side: Side): Bar[] {
  let y = TOP;
  return [...segments.map(({ id }) => id), null].flatMap((id) => {
    const users = flows.filter((flow) => flow[side] === id).reduce((sum, flow) => sum + flow.users, 0);
    if (users === 0) return [];
    const bar = { id, share: users / inputs, y, drawn: 0 };
    y += bar.share * HEIGHT + GAP;
    return [bar];
  });
}

function rank(bars: readonly Bar[], id: string | null): number {
  return bars.findIndex((bar) => bar.id === id);
}

function barDrawing(decision: Decision, { id, share, y }: Bar, side: Side, colors: Colors): Html {
  const isLeft = side === "from";
  const x = isLeft ? LABELS : WIDTH - LABELS - BAR;
  const height = Math.max(1, round(share * HEIGHT));
  const label = `${clipped(nameOf(decision, id), LABELS - 50)} ${percentText(share)}`;
  const text = html`<text x="${isLeft ? x - 6 : x + BAR + 6}" y="${round(y + height / 2 + 4)}" text-anchor="${isLeft ? "end" : "start"}" fill="${colors.text}">${label}</text>`;
  return html`<rect x="${x}" y="${round(y)}" width="${BAR}" height="${height}" fill="${colorOfId(id, colors)}"><title>${nameOf(decision, id)}: ${percentText(share)}</title></rect>${share >= NAMED && text}`;
}

function nameOf({ segments }: Decision, id: string | null): string {
  const found = segments.find((segment) => segment.id === id);
  return found ? printable(found.name) : "no segment";
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
