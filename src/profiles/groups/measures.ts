import { formatPath } from "../../sequences";

/** What two groups are compared by. */
export type DifferenceKind = "action" | "pattern" | "transition" | "step" | "path" | "dwell" | "funnel";

/** One figure of every group. */
export interface Measure {
  readonly kind: DifferenceKind;
  /** What it is about: an action, a path, a pattern. */
  readonly text: string;
  /** The actions in a row that it is about; null for other measures. */
  readonly actions: readonly string[] | null;
  /** Whether it is a share, a mean, or a geometric mean of times. */
  readonly scale: "share" | "mean" | "time";
  /** Number of what it is divided by. */
  readonly denominator: number;
}

/** Denominator of shares of all inputs. */
export const OF_ALL = 0;

/** Measures under collection; denominators are numbered as they come. */
export class MeasureList {
  readonly measures: Measure[] = [];
  denominators = 1;

  add(kind: DifferenceKind, text: string, scale: Measure["scale"], denominator = OF_ALL): number {
    return this.measures.push({ kind, text, actions: null, scale, denominator }) - 1;
  }

  /** Share of inputs that do these actions in a row. */
  addPath(actions: readonly string[]): number {
    const kind = actions.length > 1 ? "pattern" : "action";
    return this.measures.push({ kind, text: formatPath(actions), actions, scale: "share", denominator: OF_ALL }) - 1;
  }

  addDenominator(): number {
    this.denominators += 1;
    return this.denominators - 1;
  }
}
