import type { NamedProfile } from "../../features";
import type { Colors } from "../colors";
import { type Html, html } from "../html";

const RADIUS = 80;
/** Room at both sides for the longest label. */
const CENTER_X = 200;
const LONGEST = 17;
const CENTER_Y = 112;

/**
 * The figures of one segment as a radar: each spoke is a figure, from nobody below its median at the center to everybody at the
 * rim. With fewer than three figures there is no area to draw, and none is.
 */
export function radarPlot({ segment, features, name }: NamedProfile, colors: Colors): Html | null {
  const n = features.length;
  if (n < 3) return null;
  const at = (c: number, share: number) => {
    const [sine, cosine] = turn(c / n);
    return `${round(CENTER_X + RADIUS * share * sine)} ${round(CENTER_Y - RADIUS * share * cosine)}`;
  };
  const ring = (share: number) => `M${features.map((_, c) => at(c, share)).join("L")}Z`;
  const color = colors.segment(segment);
  const area = `M${features.map(({ place }, c) => at(c, place ?? 0)).join("L")}Z`;
  const labels = features.map((figure, c) => {
    const [sine, cosine] = turn(c / n);
    const [x, y] = [round(CENTER_X + (RADIUS + 12) * sine), round(CENTER_Y - (RADIUS + 14) * cosine + 4)];
    const anchor = Math.abs(sine) < 0.3 ? "middle" : sine > 0 ? "start" : "end";
    return html`<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colors.faint}">${shortened(figure.name)}</text>`;
  });
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * CENTER_X} 224" width="${2 * CENTER_X}" height="224" role="img" aria-label="Radar plot of ${name}" font-family="system-ui, sans-serif" font-size="12"><path d="${ring(1)}" fill="none" stroke="${colors.line}"/><path d="${ring(0.5)}" fill="none" stroke="${colors.line}" stroke-dasharray="4 3"/><path d="${area}" fill="${color}" fill-opacity="0.25" stroke="${color}" stroke-width="2"/>${labels}</svg>`;
}

/** Sine and cosine of a share of a full turn, from exact operations alone. */
function turn(share: number): [sine: number, cosine: number] {
  return [sineOf(share), sineOf(share + 0.25)];
}

function sineOf(share: number): number {
  const whole = share - Math.floor(share);
  if (whole > 0.5) return -sineOf(whole - 0.5);
  const quarter = whole > 0.25 ? 0.5 - whole : whole;
  const angle = quarter * 2 * Math.PI;
  // the series to the 13th power: below 1e-9 wrong up to a quarter turn
  let [term, sum] = [angle, angle];
  for (let n = 2; n <= 12; n += 2) {
    term *= (-angle * angle) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : name;
}
