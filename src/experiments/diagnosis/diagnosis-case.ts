import { listOfTexts, verbatim, wrongType, wrongValue } from "../../core/internal";
import type { Sequences } from "../../sequences";
import { toSequences } from "../../sequences/internal";
import type {
  DiagnosisData,
  DiagnosisPaths,
  FigureColumns,
  FiguresOfUsers,
  LabeledUsers,
  OfPeriods,
} from "./diagnosis-data";
import type { Sides } from "./differences";

/** A question that was read: users on two sides, one of which does worse than it should. */
export interface DiagnosisCase {
  readonly mode: "periods" | "groups";
  /** What the two sides are called. */
  readonly sideNames: readonly [string, string];
  readonly metric: string;
  readonly segment: string;
  readonly isMember: (user: number) => boolean;
  readonly isOther: (user: number) => boolean;
  /** The metric, turned so that more is better. */
  readonly values: Sides;
  /** 1, or -1 where less is better. */
  readonly sign: 1 | -1;
  readonly previous: Float64Array | undefined;
  readonly probabilities: Float64Array | undefined;
  readonly features: readonly (readonly [name: string, values: Float64Array])[];
  readonly behavior: readonly (readonly [name: string, sides: Sides])[];
  readonly strata: readonly [readonly string[], readonly string[]] | undefined;
  readonly delivered: readonly boolean[] | undefined;
  readonly paths: CasePaths | undefined;
}

/** Inputs with their user and side; side -1: neither. */
export interface CasePaths {
  readonly sequences: Sequences;
  readonly userOf: Uint32Array;
  readonly sideOf: Int8Array;
}

/** What is asked. */
export interface Question {
  readonly segment: string | number;
  readonly metric: string;
  readonly better: "higher" | "lower";
  /** The two sides: names of periods, or labels of groups. */
  readonly sides: readonly [string, string];
}

/**
 * Reads users and data at the public edge.
 *
 * @throws TypeError, RangeError when something is of the wrong kind, or columns do not fit the labels.
 */
export function readCase(model: LabeledUsers, data: DiagnosisData, question: Question): DiagnosisCase {
  const labels = readLabels(model);
  const n = labels.length;
  if (!labels.includes(question.segment)) throw wrongValue("segment", "a label that a user has", question.segment);
  if (typeof data !== "object" || data === null) throw wrongType("data", "an object with values of users", data);
  const { sides: names } = question;
  const { groups } = data;
  const mode = groups === undefined ? "periods" : "groups";
  const sign = question.better === "lower" ? -1 : 1;
  const column = (values: FiguresOfUsers, name: string) => readColumn(values, name, n);
  const values =
    mode === "periods" ? periodValues(data.values, column) : groupValues(data.values, groups!, names, column);
  const sideOfUser = (user: number) => [0, 1].findIndex((side) => !Number.isNaN(values[side]![user]!));
  const { strata } = data;
  return {
    mode,
    sideNames: names,
    metric: question.metric,
    segment: typeof question.segment === "string" ? question.segment : `segment ${question.segment}`,
    isMember: (user) => labels[user] === question.segment,
    isOther: (user) => labels[user] !== question.segment,
    values: values.map((side) => side.map((value) => sign * value)) as unknown as Sides,
    sign,
    previous: data.previous && column(data.previous, "data.previous").map((value) => sign * value),
    probabilities: model.probabilities && column(model.probabilities, "model.probabilities"),
    features: data.features === undefined ? [] : columnsOf(data.features, "data.features", column),
    behavior: data.behavior === undefined ? [] : behaviorOf(data.behavior, column),
    strata: strata === undefined ? undefined : readStrata(strata, n),
    delivered: data.delivered === undefined ? undefined : readDelivered(data.delivered, n),
    paths: data.paths === undefined ? undefined : readPaths(data.paths, mode, n, sideOfUser),
  };
}

function readLabels(model: LabeledUsers): readonly (string | number)[] {
  const labels: unknown = model?.labels;
  if (!Array.isArray(labels) && !(labels instanceof Int32Array)) {
    throw wrongType("model", "a model, or an object with labels", model);
  }
  const read = Array.from(labels as ArrayLike<unknown>);
  const wrong = read.findIndex((label) => typeof label !== "string" && !Number.isInteger(label));
  if (wrong >= 0) throw wrongType("model.labels", "names or integers", read[wrong], ` at position ${wrong}`);
  return read as (string | number)[];
}

function readColumn(values: FiguresOfUsers, name: string, n: number): Float64Array {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) throw wrongType(name, "one number for each user", values);
  if (values.length !== n) throw wrongValue(name, `${n} numbers, one per user`, values.length);
  const read = Float64Array.from(values as ArrayLike<number>, (value) =>
    typeof value === "number" ? value : Infinity,
  );
  const wrong = read.findIndex((value) => !Number.isFinite(value) && !Number.isNaN(value));
  if (wrong >= 0) throw wrongValue(name, "finite numbers, or NaN", values[wrong], ` at position ${wrong}`);
  return read;
}

type ReadColumn = (values: FiguresOfUsers, name: string) => Float64Array;

function periodValues(values: DiagnosisData["values"], column: ReadColumn): Sides {
  const { before, after } = ofPeriods<FiguresOfUsers>(values, "data.values");
  return [column(before, "data.values.before"), column(after, "data.values.after")];
}

function groupValues(
  values: DiagnosisData["values"],
  groups: readonly (string | null)[],
  names: readonly [string, string],
  column: ReadColumn,
): Sides {
  if (!Array.isArray(groups)) throw wrongType("data.groups", "a name for each user", groups);
  const all = column(values as FiguresOfUsers, "data.values");
  if (groups.length !== all.length) throw wrongValue("data.groups", `${all.length} names, one per user`, groups.length);
  for (const name of names) {
    if (!groups.includes(name)) throw wrongValue("groups", "a group that a user is in", name);
  }
  const of = (name: string) => all.map((value, user) => (groups[user] === name ? value : Number.NaN));
  return [of(names[0]), of(names[1])];
}

function ofPeriods<T>(given: unknown, name: string): OfPeriods<T> {
  const { before, after } = (given ?? {}) as Partial<OfPeriods<T>>;
  if (before === undefined || after === undefined) throw wrongType(name, "an object of before and after", given);
  return { before, after };
}

function columnsOf(columns: FigureColumns, name: string, column: ReadColumn): (readonly [string, Float64Array])[] {
  if (typeof columns !== "object" || columns === null) throw wrongType(name, "a table or columns by name", columns);
  const { ids, names, columns: own } = columns as { ids?: unknown; names?: unknown; columns?: unknown };
  if (Array.isArray(ids) && Array.isArray(names) && Array.isArray(own)) {
    return names.map((title: string, c) => [title, column(own[c], `${name}.${title}`)] as const);
  }
  return Object.entries(columns as Record<string, FiguresOfUsers>).map(
    ([title, values]) => [title, column(values, `${name}.${title}`)] as const,
  );
}

function behaviorOf(behavior: OfPeriods<FigureColumns>, column: ReadColumn): (readonly [string, Sides])[] {
  const { before, after } = ofPeriods<FigureColumns>(behavior, "data.behavior");
  const then = columnsOf(before, "data.behavior.before", column);
  const now = new Map(columnsOf(after, "data.behavior.after", column));
  return then.map(([name, values]) => {
    const later = now.get(name);
    if (later === undefined)
      throw wrongValue("data.behavior.after", `a column ${JSON.stringify(name)}`, verbatim("none"));
    return [name, [values, later]] as const;
  });
}

function readStrata(strata: readonly string[] | OfPeriods<readonly string[]>, n: number) {
  if (Array.isArray(strata)) {
    const texts = listOfTexts("data.strata", strata, n);
    return [texts, texts] as const;
  }
  const { before, after } = ofPeriods<readonly string[]>(strata, "data.strata");
  return [listOfTexts("data.strata.before", before, n), listOfTexts("data.strata.after", after, n)] as const;
}

function readDelivered(delivered: readonly boolean[], n: number): readonly boolean[] {
  if (!Array.isArray(delivered) || !Array.from(delivered).every((one) => typeof one === "boolean")) {
    throw wrongType("data.delivered", "true or false for each user", delivered);
  }
  if (delivered.length !== n) throw wrongValue("data.delivered", `${n} values, one per user`, delivered.length);
  return delivered;
}

function readPaths(
  { sequences, users, periods }: DiagnosisPaths,
  mode: DiagnosisCase["mode"],
  n: number,
  sideOfUser: (user: number) => number,
): CasePaths {
  const inputs = toSequences("data.paths.sequences", sequences).rowOf.length;
  const given = users ?? Uint32Array.from({ length: inputs }, (_, i) => i);
  if (given.length !== inputs) throw wrongValue("data.paths.users", `${inputs} positions, one per input`, given.length);
  const userOf = Uint32Array.from(given as ArrayLike<number>, (user, i) => {
    if (Number.isInteger(user) && user >= 0 && user < n) return user;
    throw wrongValue("data.paths.users", `positions below ${n}`, user, ` at position ${i}`);
  });
  if (mode === "periods" && (!Array.isArray(periods) || periods.length !== inputs)) {
    throw wrongType("data.paths.periods", "before or after, for each input", periods);
  }
  const sideOf = Int8Array.from(userOf, (user, i) =>
    mode === "periods" ? ["before", "after"].indexOf(periods![i]!) : sideOfUser(user),
  );
  return { sequences, userOf, sideOf };
}
