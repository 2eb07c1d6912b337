import { percentText, unitsText } from "../core/internal";
import type { VerdictReason } from "./types";
import { hasEmptyBorder, predictsNext, standsApart } from "./verdict-rule";
import type { VerdictFigures } from "./verdict-words";

/** The tests behind a verdict, with their figures; none where there were too few inputs for any. */
export function verdictReasons(figures: VerdictFigures, unit: string): VerdictReason[] {
  if (figures.log.shuffled.length === 0) return [];
  if (figures.byHand || figures.layer) return [separation(figures, unit)];
  const reasons = [
    structure(figures, unit),
    border(figures, unit),
    separation(figures, unit),
    stability(figures, unit),
    bits(figures),
  ];
  return reasons.filter((reason) => reason !== undefined);
}

function structure({ log }: VerdictFigures, unit: string): VerdictReason {
  const { separation, shuffled, shuffledInputs } = log;
  return {
    about: "structure",
    holds: standsApart(separation, log),
    text: `the best division of the log that was tried has a separation of ${fixed(separation)}; in ${shuffled.length} shuffled logs of ${unitsText(shuffledInputs, unit)} it is at most ${fixed(Math.max(...shuffled))}`,
  };
}

function border({ log }: VerdictFigures, unit: string): VerdictReason {
  return {
    about: "border",
    holds: hasEmptyBorder(log),
    text: `${percentText(log.atBorder)} of the ${unit}s are near a border; without gaps between groups it would be 25%`,
  };
}

function separation({ log, separation }: VerdictFigures, unit: string): VerdictReason {
  const { value, law, near, inSegments } = separation;
  const times = inSegments === 1 ? "" : `, times the ${percentText(inSegments)} of ${unit}s in a segment`;
  return {
    about: "separation",
    holds: standsApart(value, log),
    text: `these segments have a separation of ${fixed(value)}: ${fixed(law)} by what ${unit}s do next, ${fixed(near)} by the ${unit}s with the nearest paths${times}`,
  };
}

function stability({ segments, stableShare, resamples }: VerdictFigures, unit: string): VerdictReason | undefined {
  if (segments.length === 0 || segments.every((segment) => segment.stability === undefined)) return undefined;
  const stable = segments.filter((segment) => segment.stable).length;
  return {
    about: "stability",
    holds: stableShare >= 0.5,
    text: `${stable} of ${unitsText(segments.length, "segment")} found again in ${resamples} resamples, with ${percentText(stableShare)} of ${unit}s`,
  };
}

function bits({ log, savedBits }: VerdictFigures): VerdictReason {
  const { shuffledBits, transitionBits } = log;
  const chain =
    transitionBits === undefined ? "" : `, in a log simulated from one Markov chain ${fixed(transitionBits, 3)}`;
  return {
    about: "bits",
    holds: predictsNext({ ...log, savedBits }),
    text: `knowing the segment saves ${fixed(savedBits, 3)} bits on each action; in shuffled logs at most ${fixed(shuffledBits, 3)}${chain}`,
  };
}

function fixed(figure: number, digits = 2): string {
  const text = figure.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}
