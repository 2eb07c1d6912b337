import { percentText, printable, sum } from "../../../core/internal";
import type { StepFlow, StepPlace, StepsAround } from "../../../profiles";
import type { Colors } from "../../colors";
import { type Html, html } from "../../html";
import { clipped } from "../text";
import { orderBySteps } from "./step-matrix";

const COLUMN = 150;
const BAR = 14;
const HEIGHT = 300;
const GAP = 6;
const TOP = 22;
const FOOT = 24;
/** Least share of a bar that has its name beside it. */
const NAMED = 0.03;

/** A bar: what is done at one step. */
interface Bar {
  readonly place: StepPlace;
  readonly share: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** How far down bands have been drawn. */
  left: number;
  right: number;
}

/** Steps as bars, and bands from each to what follows. Bands of less than `minShare` are not drawn, and their sum is shown. */
export function stepSankeyDrawing(around: StepsAround, minShare: number, colors: Colors): string {
  const { steps, actions, shares, matched } = around;
  const order: StepPlace[] = [...orderBySteps(actions, { actions, shares }), "other", "over", "not begun"];
  const columns = steps.map((_, s) => barsOf(order, (place) => shareOf(around, place, s), s));
  const bars = new Map(columns.flatMap((column, s) => column.map((bar) => [`${steps[s]} ${bar.place}`, bar] as const)));
  const place = new Map(order.map((name, i) => [name, i]));
  const drawn = [...around.flows]
    .sort((a, b) => a.step - b.step || place.get(a.from)! - place.get(b.from)! || place.get(a.to)! - place.get(b.to)!)
    .flatMap((flow) => {
      const share = matched > 0 ? flow.inputs / matched : 0;
      return share >= minShare ? [band(flow, share, bars, around, colors)] : [];
    });
  const all = sum(around.flows.map(({ inputs }) => inputs));
  const shown = sum(around.flows.filter(({ inputs }) => inputs >= minShare * matched).map(({ inputs }) => inputs));
  const width = steps.length * COLUMN;
  const bottom = Math.max(TOP, ...columns.flat().map(({ y, height: own }) => y + own));
  const height = Math.ceil(bottom) + FOOT;
  const heads = steps.map((step, s) => html`<text x="${s * COLUMN}" y="13" fill="${colors.faint}">step ${step}</text>`);
  const hidden = all > 0 ? 1 - shown / all : 0;
  const foot = html`<text x="0" y="${height - 8}" fill="${colors.faint}">${hidden > 0 ? `${percentText(hidden)} of all steps are in thinner bands, which are not drawn.` : "All steps are drawn."}</text>`;
  const words = `What leads to what, step by step, around ${printable(around.at)}, which is step 0.`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="sankey" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${words}">${heads}${drawn}${columns.flat().map((bar) => barDrawing(bar, around, colors))}${foot}</svg>`
    .text;
}

function shareOf({ shares, other, notBegun, over }: StepsAround, place: StepPlace, s: number): number {
  if (typeof place === "number") return shares[place]![s]!;
  return { other, "not begun": notBegun, over }[place][s]!;
}

function barsOf(order: readonly StepPlace[], share: (place: StepPlace) => number, s: number): Bar[] {
  let y = TOP;
  return order.flatMap((place) => {
    const own = share(place);
    if (own === 0) return [];
    const height = own * HEIGHT;
    const bar = { place, share: own, x: s * COLUMN, y, height, left: 0, right: 0 };
    y += height + GAP;
    return [bar];
  });
}

function band(
  { step, from, to }: StepFlow,
  share: number,
  bars: ReadonlyMap<string, Bar>,
  around: StepsAround,
  colors: Colors,
): Html {
  const [a, b] = [bars.get(`${step} ${from}`)!, bars.get(`${step + 1} ${to}`)!];
  const height = share * HEIGHT;
  const [y1, y2] = [round(a.y + a.right), round(b.y + b.left)];
  a.right += height;
  b.left += height;
  const [x1, x2] = [a.x + BAR, b.x];
  const middle = (x1 + x2) / 2;
  const [y3, y4] = [round(y2 + height), round(y1 + height)];
  const path = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}V${y3}C${middle} ${y3} ${middle} ${y4} ${x1} ${y4}Z`;
  const words = `step ${step} ${nameOf(from, around)} → ${nameOf(to, around)}: ${percentText(share)}`;
  return html`<path d="${path}" fill="${colorOf(from, colors)}" fill-opacity="0.28"><title>${words}</title></path>`;
}

function barDrawing(bar: Bar, around: StepsAround, colors: Colors): Html {
  const name = nameOf(bar.place, around);
  const label = `${clipped(name, COLUMN - BAR - 50)} ${percentText(bar.share)}`;
  const height = Math.max(1, round(bar.height));
  const words = html`<title>${name}: ${percentText(bar.share)}</title>`;
  return html`<rect x="${bar.x}" y="${round(bar.y)}" width="${BAR}" height="${height}" fill="${colorOf(bar.place, colors)}">${words}</rect>${
    bar.share >= NAMED &&
    html`<text x="${bar.x + BAR + 4}" y="${round(bar.y + bar.height / 2 + 4)}" fill="${colors.text}">${label}</text>`
  }`;
}

function nameOf(place: StepPlace, { actions }: StepsAround): string {
  if (typeof place === "number") return printable(actions[place]!);
  return { other: "another action", over: "path is over", "not begun": "not begun" }[place];
}

function colorOf(place: StepPlace, colors: Colors): string {
  return typeof place === "number" ? colors.segment(place) : place === "other" ? colors.faint : colors.line;
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
