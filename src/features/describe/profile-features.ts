import { labelCount, toLabels } from "../../core/internal";
import type { InputLabels } from "../../sequences";
import { columnFigures, presentSorted } from "../scaling/column-figures";
import { type FeatureTable, readTable } from "../table/feature-table";

/** What one figure is like in a segment, and elsewhere. Missing numbers do not count; figures of none are null. */
export interface FeatureFigures<Name extends string = string> {
  readonly name: Name;
  readonly mean: number | null;
  readonly median: number | null;
  /** Mean of all who are not in the segment. */
  readonly meanElsewhere: number | null;
  /** Difference of the two means, in standard deviations within both (Cohen's d); null where there is no one elsewhere. */
  readonly difference: number | null;
  /** Share of the segment above the upper quartile of all: a quarter, where it is like all. */
  readonly aboveQuartile: number | null;
  /** Share of all who are below the segment's median, half of those at it: .5 where it is like all. */
  readonly place: number | null;
  /** Sum over the segment. */
  readonly total: number;
  /** Rows of the segment without a number. */
  readonly missing: number;
}

/** The figures of one segment. */
export interface FeatureProfile<Name extends string = string> {
  /** Number of the segment, from 0; -1 for those in none. */
  readonly segment: number;
  readonly size: number;
  /** Of all rows. */
  readonly share: number;
  /** In the order of the table's columns. */
  readonly features: readonly FeatureFigures<Name>[];
}

/**
 * What the figures of each segment are like, beside those of the others.
 *
 * @param table the figures as they were read, not scaled.
 * @param labels for each row its segment, from 0; -1 for none.
 * @returns a profile for each segment; last those in none, where there are some.
 * @throws RangeError when labels and rows differ in number.
 * @example
 * const table = featureTable(["a", "b", "c", "d"], { spent: [1, 2, 30, 40] });
 * const [low] = profileFeatures(table, [0, 0, 1, 1]);
 * low.features[0].median; // 1.5
 */
export function profileFeatures<Name extends string>(
  table: FeatureTable<Name>,
  labels: InputLabels,
): FeatureProfile<Name>[] {
  const { ids, names, columns } = readTable("table", table);
  const segmentOf = toLabels("labels", labels, ids.length, "one per row");
  const sorted = columns.map(presentSorted);
  const segments = [...Array(labelCount(segmentOf)).keys(), ...(segmentOf.includes(-1) ? [-1] : [])];
  return segments.map((segment): FeatureProfile<Name> => {
    const size = segmentOf.reduce((count, label) => count + Number(label === segment), 0);
    const features = names.map((name, c) => {
      const own = columns[c]!.filter((_, row) => segmentOf[row] === segment);
      const others = columns[c]!.filter((_, row) => segmentOf[row] !== segment);
      return { name, ...figuresOf(own, others, sorted[c]!) };
    });
    return { segment, size, share: ids.length > 0 ? size / ids.length : 0, features };
  });
}

function figuresOf(own: Float64Array, others: Float64Array, all: Float64Array): Omit<FeatureFigures, "name"> {
  const [inside, outside] = [columnFigures(own), columnFigures(others)];
  const quartile = columnFigures(all).upperQuartile;
  const above = own.filter((value) => value > quartile).length;
  const isEmpty = inside.present === 0;
  let total = 0;
  for (const value of presentSorted(own)) total += value;
  return {
    mean: isEmpty ? null : inside.mean,
    median: isEmpty ? null : inside.median,
    meanElsewhere: outside.present === 0 ? null : outside.mean,
    difference: isEmpty || outside.present === 0 ? null : standardized(inside, outside),
    aboveQuartile: isEmpty ? null : above / inside.present,
    place: isEmpty ? null : placeOf(inside.median, all),
    total,
    missing: own.length - inside.present,
  };
}

type Moments = { readonly present: number; readonly mean: number; readonly deviation: number };

function standardized(a: Moments, b: Moments): number {
  const squares = a.present * a.deviation * a.deviation + b.present * b.deviation * b.deviation;
  const within = Math.sqrt(squares / (a.present + b.present));
  if (within > 0) return (a.mean - b.mean) / within;
  return a.mean === b.mean ? 0 : Math.sign(a.mean - b.mean) * MOST_DEVIATIONS;
}

/** What is reported where two groups differ and nobody does within them. */
const MOST_DEVIATIONS = 99;

/** Share of ascending values below one, half of those equal to it counted. */
function placeOf(value: number, ascending: Float64Array): number {
  let [below, equal] = [0, 0];
  for (const each of ascending) {
    if (each < value) below += 1;
    else if (each === value) equal += 1;
  }
  return (below + equal / 2) / ascending.length;
}
