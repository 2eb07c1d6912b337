import { countWord, percentText } from "../core/internal";
import type { Verdict, VerdictWords } from "./types";
import { hasEmptyBorder, standsApart } from "./verdict-rule";
import { capitalized, countOf } from "./wording";

/** What words are made of. */
export type VerdictFigures = Omit<Verdict, "sentence" | "words" | "reasons">;

/** A verdict for readers who decide what to do: what was found, what speaks for it or against it, what may be done. */
export function verdictWords(figures: VerdictFigures, unit: string): VerdictWords {
  const { kind, log, separation, segments, stableShare } = figures;
  if (figures.layer === "merged")
    return notChosen(figures, unit, "each made of similar segments", "this is a coarser view of the chosen segments");
  if (figures.layer === "divided")
    return notChosen(figures, unit, "parts of segments", "this is a finer view of the chosen segments");
  if (figures.byHand) return notChosen(figures, unit, "made by hand", "people made them");
  if (log.shuffled.length === 0) {
    if (log.inputs < FEWEST) return tooFew(figures, unit);
    return log.separation > 0 ? oneThing(unit) : nothingShared(unit);
  }
  if (kind === "continuum") return noGroups(figures, unit);
  if (stableShare >= 0.5 && standsApart(separation.value, log)) {
    return hasEmptyBorder(log) ? realGroups(figures, unit) : withoutBorders(figures, unit);
  }
  return segments.some(({ real }) => real) ? groupsInPart(figures, unit) : noneOfThem(figures, unit);
}

/** Segments that no fit chose: how well they can be told apart is all that is known of them. */
function notChosen(figures: VerdictFigures, unit: string, made: string, untested: string): VerdictWords {
  const { segments, separation, log } = figures;
  return {
    headline: `${capitalized(countOf(segments.length, "group"))}, ${made}.`,
    why:
      segments.length < 2
        ? `There is only one group, so there is nothing to compare it with.${inNone(figures, unit)}`
        : `${capitalized(doTheirOwn(figures, unit))}.${inNone(figures, unit)}`,
    advice: standsApart(separation.value, log)
      ? `They can be told apart. Whether they would be found again was not tested, because ${untested}.`
      : `They are hard to tell apart by their actions. Whether they would be found again was not tested, because ${untested}.`,
  };
}

/** Inputs from which a log is judged. */
const FEWEST = 10;

function nothingShared(unit: string): VerdictWords {
  return {
    headline: `No two ${unit}s share an action.`,
    why: "So they cannot be grouped by their actions.",
    advice: "Check that actions are kinds of events, not single events.",
  };
}

function oneThing(unit: string): VerdictWords {
  return {
    headline: `Each ${unit} did one thing.`,
    why: `Groups are then the actions themselves: nothing else is known of any ${unit}.`,
    advice: "Count the actions, or read a log that holds longer paths.",
  };
}

function tooFew({ log }: VerdictFigures, unit: string): VerdictWords {
  return {
    headline: `Too few ${unit}s to judge.`,
    why: `In a log of ${countOf(log.inputs, unit)} groups cannot be distinguished from chance.`,
    advice: "You can read the segments as a list of what occurred.",
  };
}

function noGroups({ log, segments }: VerdictFigures, unit: string): VerdictWords {
  return {
    headline: "No clear groups.",
    why: whyNone(log, unit),
    advice:
      segments.length < 2
        ? `Treat the ${unit}s alike, or fit again with more of them.`
        : `You can use the ${countOf(segments.length, "segment")} as a summary of what ${unit}s do, not as kinds of ${unit}s.`,
  };
}

function whyNone({ beyondShuffled, stableShare, divided }: VerdictFigures["log"], unit: string): string {
  if (beyondShuffled < 0.1)
    return `However the ${unit}s are divided, the groups differ no more than in logs whose actions are shuffled.`;
  if (beyondShuffled < 0.5)
    return `However the ${unit}s are divided, the groups differ only a little more than in logs whose actions are shuffled.`;
  if (divided && stableShare === 0)
    return `Some ${unit}s clearly differ from others, but no segment is found again when ${unit}s are resampled.`;
  return `Some ${unit}s clearly differ from others, but no division says enough about what ${unit}s do to be chosen.`;
}

function realGroups(figures: VerdictFigures, unit: string): VerdictWords {
  const { segments } = figures;
  return {
    headline: `${capitalized(countOf(segments.length, "group"))}.`,
    why: `They are real: ${doTheirOwn(figures, unit)}, and ${foundAgain(figures, unit)}.${inNone(figures, unit)}`,
    advice: "You can use them for planning and measurement.",
  };
}

function withoutBorders(figures: VerdictFigures, unit: string): VerdictWords {
  const { segments, log } = figures;
  return {
    headline: `${capitalized(countOf(segments.length, "group"))} without clear borders.`,
    why: `They are more than chance: ${doTheirOwn(figures, unit)}, and ${foundAgain(figures, unit)}. But ${percentText(log.atBorder)} of ${unit}s are near a border between groups.${inNone(figures, unit)}`,
    advice: `You can base plans on what is typical of each group, but not on the group of a single ${unit}.`,
  };
}

function doTheirOwn({ separation }: VerdictFigures, unit: string): string {
  const all = separation.inSegments === 1 ? `${unit}s` : `the ${unit}s in them`;
  return `${percentText(separation.recognized)} of ${all} behave more like their own group than like any other`;
}

function inNone({ separation }: VerdictFigures, unit: string): string {
  return separation.inSegments === 1 ? "" : ` ${percentText(1 - separation.inSegments)} of ${unit}s are in no segment.`;
}

function foundAgain({ segments, stableShare }: VerdictFigures, unit: string): string {
  if (segments.every(({ stability }) => stability === undefined))
    return "they are told apart better than any groups in shuffled logs; whether they are found again was not tested";
  const stable = segments.filter((segment) => segment.stable).length;
  if (stable === segments.length) return `every group is found again when ${unit}s are resampled`;
  const are = stable === 1 ? "is" : "are";
  return `${countWord(stable)} of them, with ${percentText(stableShare)} of ${unit}s, ${are} found again when ${unit}s are resampled`;
}

function groupsInPart({ segments }: VerdictFigures, unit: string): VerdictWords {
  const real = segments.filter((segment) => segment.real);
  const share = real.reduce((sum, segment) => sum + segment.share, 0);
  const [are, those] = real.length === 1 ? ["is", "that one"] : ["are", `those ${countWord(real.length)}`];
  const how = `found again when ${unit}s are resampled, and told apart better than any group in shuffled logs`;
  if (real.length === segments.length) {
    const all = real.length === 1 ? "This segment" : `These ${countOf(real.length, "segment")}`;
    return {
      headline: `${capitalized(countOf(real.length, "group"))}, and many ${unit}s in no group.`,
      why: `${all}, with ${percentText(share)} of ${unit}s, ${are} real: ${how}. The other ${unit}s are in no segment.`,
      advice: `You can base plans on ${those}. Look at what the other ${unit}s do, or ask for a number of segments.`,
    };
  }
  return {
    headline: "Some of these groups are real.",
    why: `Of ${countOf(segments.length, "segment")} ${countWord(real.length)}, with ${percentText(share)} of ${unit}s, ${are} real: ${how}.`,
    advice: `You can base plans on ${those}; use the others as a summary only.`,
  };
}

function noneOfThem({ log, segments }: VerdictFigures, unit: string): VerdictWords {
  const these = segments.length === 1 ? "this segment does" : `these ${countOf(segments.length, "segment")} do`;
  return {
    headline: "There are groups, but not these.",
    why: `The ${unit}s differ by more than chance, but ${segments.length === 0 ? "no segment matches" : `${these} not match`} the differences.`,
    advice: `Do not base plans on these segments; ${
      log.segments === segments.length
        ? "ask for fewer"
        : `compare with the default call, which finds ${countOf(log.segments, "segment")}`
    }.`,
  };
}
