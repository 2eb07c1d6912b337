import { countText, percentText, plural } from "../../core/internal";
import type { Gate } from "./decision";

/** What gates are held against; without a champion some have nothing to say. */
export interface GateFigures {
  /** Share of users who change their segment; undefined without a champion, or where it is not asked for. */
  readonly churn: number | undefined;
  /** Bits an action that each model's segments save, and the standard error of the difference; without a champion, no `before`. */
  readonly gain: { readonly before: number | undefined; readonly after: number; readonly error: number } | undefined;
  /** Share in no segment. */
  readonly noise: { readonly before: number | undefined; readonly after: number };
  readonly lost: number | undefined;
  /** Smallest p of the panel, corrected. */
  readonly drift: number | undefined;
  /** Shares of the candidate's segments. */
  readonly shares: readonly number[];
}

/** Thresholds; false for gates that are left out. */
export interface Thresholds {
  readonly churn: number | false;
  readonly gain: number | false;
  readonly noise: number | false;
  readonly lost: number | false;
  readonly drift: number | false;
  readonly smallest: number | false;
  readonly largest: number | false;
}

/** Share in no segment that a first model may have, before what the gate allows is added. */
const FIRST_NOISE = 0.5;

/** Holds figures against thresholds. */
export function judge(figures: GateFigures, thresholds: Thresholds): Gate[] {
  const { churn, gain, noise, lost, drift, shares } = figures;
  const smallest = Math.min(...shares, 1) * Number(shares.length > 0);
  const largest = Math.max(...shares, 0);
  const gates: (Gate | undefined)[] = [
    atMost("churn", churn, thresholds.churn, (figure, most) => {
      return `${percentText(figure)} of users change their segment; at most ${percentText(most)} may.`;
    }),
    atLeast(
      "gain",
      gain && gain.after - (gain.before ?? 0),
      gainThreshold(gain?.error ?? 0, thresholds.gain),
      (figure, least) => {
        if (gain!.before === undefined)
          return `Segments save ${bits(figure)} bits an action; at least ${bits(least)} is due.`;
        const both = `Segments save ${bits(gain!.after)} bits an action, the champion's ${bits(gain!.before)}`;
        return `${both}; at most ${bits(-least)} less may be.`;
      },
    ),
    atMost("noise", noise.after, noiseThreshold(noise.before, thresholds.noise), (figure, most) => {
      return `${percentText(figure)} of users are in no segment; at most ${percentText(most)} may be.`;
    }),
    atMost("lost", lost, thresholds.lost, (figure, most) => {
      const gone = `${countText(figure)} ${plural(figure, "segment")} ${figure === 1 ? "is" : "are"} gone`;
      return `${gone} without a successor; at most ${countText(most)} may be.`;
    }),
    atLeast("drift", drift, thresholds.drift, (figure, least) => {
      return `Users of the holdout beside those of the fit: p ${bits(figure)}; below ${bits(least)} they differ.`;
    }),
    atLeast("smallest", smallest, thresholds.smallest, (figure, least) => {
      return `The smallest segment holds ${percentText(figure)}; at least ${percentText(least)} is due.`;
    }),
    atMost("largest", largest, thresholds.largest, (figure, most) => {
      return `The largest segment holds ${percentText(figure)}; at most ${percentText(most)} may be in one.`;
    }),
  ];
  return gates.filter((gate) => gate !== undefined);
}

type Words = (figure: number, threshold: number) => string;

function atMost(gate: Gate["gate"], figure: number | undefined, threshold: number | false, words: Words) {
  if (figure === undefined || threshold === false) return undefined;
  const passed = figure <= threshold;
  return { gate, figure, threshold, passes: "at most", passed, text: words(figure, threshold) } as const;
}

function atLeast(gate: Gate["gate"], figure: number | undefined, threshold: number | false, words: Words) {
  if (figure === undefined || threshold === false) return undefined;
  const passed = figure >= threshold;
  return { gate, figure, threshold, passes: "at least", passed, text: words(figure, threshold) } as const;
}

function noiseThreshold(before: number | undefined, allowed: number | false): number | false {
  return allowed === false ? false : Math.min(1, (before ?? FIRST_NOISE) + allowed);
}

/** What may be less: so much, and two standard errors. */
function gainThreshold(error: number, allowed: number | false): number | false {
  return allowed === false ? false : 0 - (allowed + 2 * error);
}

/** 0.01234 -> `0.012` */
function bits(figure: number): string {
  return String(Math.round(figure * 1000) / 1000);
}
