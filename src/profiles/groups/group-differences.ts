import { exp } from "../../core/internal";
import { benjaminiHochberg, type Interval } from "../../statistics";
import type { RatioDifference } from "./clustered-sums";
import type { DifferenceKind, Measure } from "./measures";

/** One figure of both groups. */
export interface GroupDifference {
  readonly kind: DifferenceKind;
  /** What it is about: an action, a path, `after cart: pay`. */
  readonly text: string;
  /** The actions in a row that it is about: of actions and paths of actions; null for others. */
  readonly actions: readonly string[] | null;
  /** Whether it is a share, a mean, or a geometric mean of times in milliseconds. */
  readonly scale: "share" | "mean" | "time";
  readonly a: number;
  readonly b: number;
  /** Users that each figure is of. */
  readonly users: readonly [number, number];
  /** `a - b`; of times `a / b`. */
  readonly difference: number;
  /** 95% interval of the difference. */
  readonly interval: Interval;
  readonly p: number;
  /** Corrected for all comparisons made (Benjamini & Hochberg). */
  readonly q: number;
}

/** Users of a group that could show something, and of both that do; below, an interval says nothing. */
export const FEWEST = 10;

/** A measure, and what is known of its difference. */
export interface Measured {
  readonly measure: Measure;
  readonly figures: RatioDifference | null;
}

type Tested = Measured & { readonly figures: RatioDifference };

/** What can be tested, the surest first; and how much cannot, for too few users. */
export function rankedDifferences(measured: readonly Measured[]): { differences: GroupDifference[]; tooFew: number } {
  const varying = measured.filter((one) => !isShownByAll(one));
  const tested = varying.filter(isTestable);
  const q = benjaminiHochberg(tested.map(({ figures }) => figures.p));
  const differences = tested
    .map((one, i) => ({ ...one, q: q[i]!, i }))
    .sort((x, y) => x.figures.p - y.figures.p || sureness(y.figures) - sureness(x.figures) || x.i - y.i)
    .map(({ measure, figures, q: corrected }) => differenceOf(measure, figures, corrected));
  return { differences, tooFew: varying.length - tested.length };
}

/** What every user of both groups shows cannot differ. */
function isShownByAll({ measure: { scale }, figures }: Measured): boolean {
  return scale === "share" && figures !== null && figures.ratios.every((ratio) => ratio === 1);
}

function isTestable(one: Measured): one is Tested {
  const { figures } = one;
  if (figures === null || figures.users.some((users) => users < FEWEST)) return false;
  return figures.showing[0] + figures.showing[1] >= FEWEST;
}

/** Breaks ties of p, which is 0 for many where users are. */
function sureness({ difference, interval: { lower, upper } }: RatioDifference): number {
  return upper > lower ? Math.abs(difference) / (upper - lower) : 0;
}

function differenceOf({ kind, text, actions, scale }: Measure, figures: RatioDifference, q: number): GroupDifference {
  const { ratios, users, difference, interval, p } = figures;
  const shown = (value: number) => (scale === "time" ? exp(value) : value);
  return {
    ...{ kind, text, actions, scale, a: shown(ratios[0]), b: shown(ratios[1]), users, difference: shown(difference) },
    ...{ interval: { lower: shown(interval.lower), upper: shown(interval.upper) }, p, q },
  };
}

/** A difference, and others that are the same figures of the same users in other words: `look` and `step 1: look`. */
export interface DistinctDifference {
  readonly difference: GroupDifference;
  readonly twins: readonly GroupDifference[];
}

/** Each difference once, in the order given. */
export function distinctDifferences(differences: readonly GroupDifference[]): DistinctDifference[] {
  const byKey = new Map<string, { difference: GroupDifference; twins: GroupDifference[] }>();
  for (const difference of differences) {
    const { scale, a, b, users, interval } = difference;
    const key = JSON.stringify([scale, a, b, users, interval]);
    const known = byKey.get(key);
    if (known) known.twins.push(difference);
    else byKey.set(key, { difference, twins: [] });
  }
  return [...byKey.values()];
}
