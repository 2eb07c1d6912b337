import {
  checkpoint,
  didYouMean,
  labelCount,
  NOISE,
  readOptions,
  toLabels,
  wrongType,
  wrongValue,
} from "../../core/internal";
import { benjaminiHochberg, chiSquareTest } from "../../statistics";
import { segmentNumber } from "../words/segment-number";
import { answerOutcome } from "./answer-outcome";
import { compareMeans, type MeanSettings } from "./compare-means";
import { compareShares, type OutcomeFigures } from "./compare-shares";
import { OUTCOMES_OPTIONS, type OutcomesOptions } from "./outcome-options";
import type { OutcomeComparison, OutcomeProperty, OutcomeRow } from "./outcome-row";
import {
  type CategoricalProperty,
  type ReadUserProperty,
  readUserProperty,
  type UserProperties,
} from "./read-properties";

/** What users were grouped into: a fitted model, or labels of your own. */
export interface SegmentedUsers {
  /** For each input its segment; -1 for none. */
  readonly labels: ArrayLike<number>;
  /** Ids of the inputs, by which properties are found; undefined where they have none. */
  readonly ids?: readonly string[] | undefined;
  /** Names of the segments; numbers where there are none. */
  readonly segments?: readonly { readonly name: string }[] | undefined;
  /** Which inputs were left out, as in a model: those whose row is below 0. */
  readonly sequences?: { readonly rowOf: ArrayLike<number> } | undefined;
}

/**
 * Properties of users beside segments: for each segment its share or mean, and that of everybody else, with intervals, an exact or
 * a permutation test, and q values over all segments and properties together (Benjamini & Hochberg 1995). Properties take no part in
 * the clustering, so that tests are valid where they are not among the actions themselves. They show what goes together, not what
 * causes it.
 *
 * Numbers are compared by their means, yes and no (true and false, 1 and 0) by the share of yes, texts by the share of each
 * category. Missing values are counted, and left out of shares and means.
 *
 * @param model a fitted model with ids, or labels of your own.
 * @param properties for each property values by id, or one for each input.
 * @param options which one is the outcome, confidence, the false discovery rate, workers, progress and abort.
 * @returns a row for each segment, property and category, and which segment does best by the outcome.
 * @throws TypeError when values are of mixed kinds, or ids are needed and there are none; RangeError when there is not a value for
 *   each input, a number is infinite, or the outcome is no property.
 * @example
 * const users = { labels: [0, 0, 0, 0, 1, 1, 1, 1], segments: [{ name: "buyers" }, { name: "readers" }] };
 * const converted = [true, true, true, false, false, false, false, null];
 * const { rows } = await outcomes(users, { converted }, { outcome: "converted" });
 * rows[0].here; // 0.75
 * rows[0].p?.toFixed(3); // "0.143"
 */
export async function outcomes(
  model: SegmentedUsers,
  properties: UserProperties,
  options: OutcomesOptions = {},
): Promise<OutcomeComparison> {
  if (typeof model !== "object" || model === null) throw wrongType("model", "a fitted model, or labels", model);
  const labels = keptLabels(model);
  const groups = groupsOf(model, labels);
  const settings = readOptions(options, OUTCOMES_OPTIONS);
  const { outcome, confidence, falseDiscoveryRate, maxCategories, permutations, seed, ...run } = settings;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties) || properties instanceof Map) {
    throw wrongType("properties", "an object with a Map by id, or an array, for each property", properties);
  }
  const names = Object.keys(properties);
  if (outcome !== undefined && !names.includes(outcome)) throw notAProperty(outcome, names);
  const users = { ids: model.ids, inputs: labels.length };
  const read = names.map((name) => readUserProperty(name, properties[name], users, maxCategories));
  const at = checkpoint("outcomes", run);
  const quiet = { workers: run.workers, signal: run.signal };
  const means: MeanSettings = { confidence, permutations, seed, run: quiet };
  const rows: OutcomeRow[] = [];
  for (const [i, property] of read.entries()) {
    for (const [g, group] of groups.entries()) {
      rows.push(...(await rowsOf(property, labels, group, { confidence, means })));
      await at.pass((i + (g + 1) / groups.length) / read.length);
    }
  }
  const { found, tested } = adjusted(rows, falseDiscoveryRate);
  return {
    rows: found,
    properties: read.map((property) => propertyOf(property, labels, groups.length)),
    outcome: outcome === undefined ? null : answerOutcome(outcome, found, groups.length),
    ...{ tested, falseDiscoveryRate, confidence },
  };
}

/** Labels of inputs; {@link LEFT_OUT} of those of whom nothing was learnt. */
function keptLabels({ labels, sequences }: SegmentedUsers): Int32Array {
  const read = toLabels("model.labels", labels as Int32Array);
  const rowOf = sequences?.rowOf;
  return rowOf === undefined ? read : read.map((label, i) => (rowOf[i]! < 0 ? LEFT_OUT : label));
}

interface Group {
  readonly segment: number;
  readonly name: string;
}

/** Segments in order, then those in none, if there are some. */
function groupsOf({ segments }: SegmentedUsers, labels: Int32Array): Group[] {
  const count = Math.max(labelCount(labels), segments?.length ?? 0);
  if (count > MOST_SEGMENTS) throw wrongValue("model.labels", `at most ${MOST_SEGMENTS} segments`, count);
  const groups = Array.from({ length: count }, (_, segment) => ({
    segment,
    name: segments?.[segment]?.name ?? `segment ${segmentNumber(segment)}`,
  }));
  return labels.includes(NOISE) ? [...groups, { segment: NOISE, name: "in no segment" }] : groups;
}

const MOST_SEGMENTS = 65_536;
/** Instead of a label: nothing was learned about the input. */
const LEFT_OUT = -2;

/** Properties that an error names. */
const NAMED = 10;

function notAProperty(outcome: string, names: readonly string[]): RangeError {
  const meant = didYouMean(outcome, names);
  const all = names.slice(0, NAMED).map((name) => JSON.stringify(name));
  const more = names.length > NAMED ? `, and ${names.length - NAMED} more` : "";
  const hint =
    meant === undefined ? ` (they are ${all.join(", ")}${more})` : `; did you mean ${JSON.stringify(meant)}?`;
  return new RangeError(`"outcome" expected one of the properties, got ${JSON.stringify(outcome)}${hint}`);
}

async function rowsOf(
  property: ReadUserProperty,
  labels: Int32Array,
  { segment, name }: Group,
  { confidence, means }: { readonly confidence: number; readonly means: MeanSettings },
): Promise<OutcomeRow[]> {
  const row = (category: string | null, figures: OutcomeFigures): OutcomeRow => ({
    ...{ segment, number: segment < 0 ? null : segmentNumber(segment), name, property: property.name, category },
    ...figures,
    p: segment < 0 ? null : figures.p,
    ...{ q: null, found: false },
  });
  if (property.kind === "numeric") {
    const { values } = property;
    const here = values.filter((value, i) => labels[i] === segment && !Number.isNaN(value));
    const elsewhere = values.filter(
      (value, i) => labels[i] !== segment && labels[i] !== LEFT_OUT && !Number.isNaN(value),
    );
    const members = labels.reduce((count, label) => count + (label === segment ? 1 : 0), 0);
    return [row(null, await compareMeans(here, elsewhere, members - here.length, means))];
  }
  const counts = countCategories(property, labels, segment);
  return property.categories.map((category, c) => {
    const here = { successes: counts.here[c]!, trials: counts.knownHere };
    const elsewhere = { successes: counts.elsewhere[c]!, trials: counts.knownElsewhere };
    return row(category, compareShares(here, elsewhere, counts.missingHere, { confidence }));
  });
}

function countCategories({ values, categories }: CategoricalProperty, labels: Int32Array, segment: number) {
  const [here, elsewhere] = [new Float64Array(categories.length), new Float64Array(categories.length)];
  let [knownHere, knownElsewhere, missingHere] = [0, 0, 0];
  for (const [i, category] of values.entries()) {
    if (labels[i] === LEFT_OUT) continue;
    const isHere = labels[i] === segment;
    if (category < 0) {
      if (isHere) missingHere += 1;
      continue;
    }
    if (isHere) knownHere += 1;
    else knownElsewhere += 1;
    if (category < categories.length) (isHere ? here : elsewhere)[category]! += 1;
  }
  return { here, elsewhere, knownHere, knownElsewhere, missingHere };
}

/** The rows with q values of all that were tested. */
function adjusted(rows: readonly OutcomeRow[], rate: number): { found: OutcomeRow[]; tested: number } {
  const tested = rows.filter(({ p }) => p !== null);
  const q = new Map<OutcomeRow, number>();
  for (const [i, value] of benjaminiHochberg(tested.map(({ p }) => p!)).entries()) q.set(tested[i]!, value);
  const found = rows.map((row) => {
    const own = q.get(row);
    return own === undefined ? row : { ...row, q: own, found: own <= rate };
  });
  return { found, tested: tested.length };
}

function propertyOf(property: ReadUserProperty, labels: Int32Array, groups: number): OutcomeProperty {
  const { name, kind, unknownIds } = property;
  const isMissing = (value: number) => (property.kind === "numeric" ? Number.isNaN(value) : value < 0);
  const kept = Array.from(property.values).filter((_, i) => labels[i] !== LEFT_OUT);
  const missing = kept.filter(isMissing).length;
  return {
    ...{ name, kind, known: kept.length - missing, missing, unknownIds },
    rare: property.kind === "numeric" ? { categories: 0, users: 0 } : property.rare,
    association: property.kind === "numeric" ? null : cramersV(property, labels, groups),
  };
}

/** Cramer's V of segments (those in none a group of their own) by categories (rare ones one category). */
function cramersV({ values, categories }: CategoricalProperty, labels: Int32Array, groups: number): number | null {
  const columns = categories.length + 1;
  const table = Array.from({ length: groups }, () => new Array<number>(columns).fill(0));
  let known = 0;
  for (const [i, category] of values.entries()) {
    if (category < 0 || labels[i] === LEFT_OUT) continue;
    const label = labels[i]!;
    table[label < 0 ? groups - 1 : label]![Math.min(category, categories.length)]! += 1;
    known += 1;
  }
  const filledRows = table.filter((row) => row.some((count) => count > 0)).length;
  const filledColumns = Array.from({ length: columns }, (_, c) => table.some((row) => row[c]! > 0)).filter(
    Boolean,
  ).length;
  const freedom = Math.min(filledRows, filledColumns) - 1;
  if (freedom < 1) return null;
  return Math.min(1, Math.sqrt(chiSquareTest(table).statistic / (known * freedom)));
}
