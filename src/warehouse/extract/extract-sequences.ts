import { boolean, type Checkpoint, checkpoint, func, readOptions, type Schema, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { BuildSequencesOptions, TokenizedSequences } from "../../sequences";
import { BUILD_SEQUENCES_OPTIONS, type Naming, nameActions, numberRows, RaggedBuilder } from "../../sequences/internal";
import { DIALECTS } from "../dialects/dialects";
import { checksText } from "../texts/checks-text";
import { measuresText } from "../texts/measures-text";
import { codesText, pathsText, vocabularyText } from "../texts/paths-text";
import { checkWarehouse, WAREHOUSE_OPTIONS, type WarehouseOptions, type WarehouseSettings } from "../warehouse-options";
import { ElementCodes } from "./element-codes";
import { notesOnLog, readChecks } from "./log-checks";
import { MeasuredTimes } from "./measured-times";
import { RowReader, type RunSql, rowsOf } from "./rows";

/** Options of {@link extractSequences}. */
export interface ExtractSequencesOptions
  extends Omit<WarehouseOptions, "rename" | "segments" | "assignments">,
    RunOptions,
    Pick<BuildSequencesOptions, "rename"> {
  /**
   * Whether to ask also for durations, dwell times, hours and days, which profiles report; a second pass over the log, and
   * about ten bytes for each token of each user or session here. Not for a `sample`: its
   * default is false, else true.
   */
  measures?: boolean | undefined;
}

const { segments, assignments, ...WAREHOUSE } = WAREHOUSE_OPTIONS;

const EXTRACT_SEQUENCES_OPTIONS = {
  ...BUILD_SEQUENCES_OPTIONS,
  ...WAREHOUSE,
  rename: BUILD_SEQUENCES_OPTIONS.rename,
  measures: boolean(),
} satisfies Schema<ExtractSequencesOptions>;

/**
 * Asks a warehouse for its distinct paths, with your own client, and gives what {@link buildSequences} gives for the same
 * events: equal rows, weights, vocabulary and rules, but for the names of users. It looks first for missing values, for
 * names that hold the separator, and for events of equal time, and says in the report what it found.
 *
 * Each text of {@link warehouseSequences} is run once. The users (or sessions) of a path are not told apart; durations and
 * dwell times come to three digits, and belong to paths, not to users.
 *
 * @param run runs a text and gives its rows, such as `(sql) => client.query(sql).then(({ rows }) => rows)`.
 * @param options the dialect, where the events lie, and the options of {@link buildSequences}.
 * @returns distinct sequences with weights, for {@link fitSegments}.
 * @throws TypeError or RangeError naming the option that is missing or wrong, the column that a row lacks, or actions that hold
 *   the separator; and what `run` throws.
 * @example
 * const answers = [
 *   [{ all_rows: 4, missing_user: 0, missing_action: 0, missing_time: 0, users: 2, with_separator: 0, tied_rows: 0, ties: 0 }],
 *   [{ action: "START", occurrences: 2 }, { action: "BUY", occurrences: 2 }],
 *   [{ path: "START\u001fBUY", length: 2, weight: 2n }],
 * ];
 * const sequences = await extractSequences(() => answers.shift()!, {
 *   dialect: "duckdb",
 *   table: "events",
 *   columns: { user: "user_id", action: "event", time: "at" },
 *   measures: false,
 * });
 * sequences.weights; // Float64Array [2]
 */
export async function extractSequences(run: RunSql, options: ExtractSequencesOptions): Promise<TokenizedSequences> {
  func("a function that runs SQL").read(run, "run");
  const { rename, workers, measures: asked, ...given } = readOptions(options, EXTRACT_SEQUENCES_OPTIONS);
  if (asked && given.sample !== undefined) {
    throw new RangeError(
      '"measures" cannot be had of a "sample": its weights are estimates, and times belong to inputs',
    );
  }
  const measures = asked ?? given.sample === undefined;
  const plain = checkWarehouse({ ...given, rename: undefined, segments: segments.default, assignments: undefined });
  const at = checkpoint("extracting", given);
  const checks = await readChecks(run, checksText(plain, DIALECTS[plain.dialect]), plain);
  const naming = await readNaming(run, plain, rename, at.part(0, 0.1));
  const settings = { ...plain, rename: naming.changed };
  const sequences = await readPaths(run, settings, naming, { users: checks.users, measures }, at.part(0.1, 1));
  await at.pass(1);
  return { ...sequences, report: { ...sequences.report, notes: notesOnLog(checks, plain, measures) } };
}

/** The actions of the log, and what they are called in sequences. */
async function readNaming(
  run: RunSql,
  settings: WarehouseSettings,
  rename: ((action: string) => unknown) | undefined,
  at: Checkpoint,
): Promise<Naming> {
  const reader = new RowReader("vocabulary");
  const counts = new Map<string, number>();
  for await (const row of rowsOf(run, vocabularyText(settings, DIALECTS[settings.dialect]))) {
    counts.set(reader.text(row, "action"), reader.count(row, "occurrences"));
    await at.pass(0);
  }
  const actions = [...counts.keys()].sort();
  const occurrences = Float64Array.from(actions, (action) => counts.get(action)!);
  return nameActions(actions, occurrences, { ...BUILD_DEFAULTS, ...settings, rename });
}

const BUILD_DEFAULTS = readOptions({}, BUILD_SEQUENCES_OPTIONS);

async function readNumbers(run: RunSql, settings: WarehouseSettings): Promise<ReadonlyMap<string, string> | undefined> {
  if (settings.paths === "text") return undefined;
  const reader = new RowReader("codes");
  const names = new Map<string, string>();
  for await (const row of rowsOf(run, codesText(settings, DIALECTS[settings.dialect]))) {
    names.set(String(reader.count(row, "code")), reader.text(row, "name"));
  }
  return names;
}

/** Rows of a result between two looks at the time. */
const ROWS_A_STEP = 256;

async function readPaths(
  run: RunSql,
  settings: WarehouseSettings,
  naming: Naming,
  { users, measures }: { users: number; measures: boolean },
  at: Checkpoint,
): Promise<TokenizedSequences> {
  const elements = new ElementCodes(naming, await readNumbers(run, settings));
  const reader = new RowReader("paths");
  const rows = new RaggedBuilder();
  const weights: number[] = [];
  const rowOfPath = new Map<string, number>();
  const truncated = { inputs: 0, tokens: 0 };
  let tooShort = 0;
  for await (const row of rowsOf(run, pathsText(settings, DIALECTS[settings.dialect]))) {
    const weight = reader.count(row, "weight");
    if (settings.maxLength !== undefined) {
      truncated.inputs += reader.count(row, "cut_inputs");
      truncated.tokens += reader.count(row, "cut_tokens");
    }
    if (reader.count(row, "length") < settings.minLength) tooShort += weight;
    else {
      const path = reader.text(row, "path");
      elements.read(path, (code) => rows.push(code));
      rows.endRow();
      if (measures) rowOfPath.set(path, weights.length);
      weights.push(weight);
    }
    if (weights.length % ROWS_A_STEP === 0) await at.pass(0);
  }
  const coded = { rows: rows.finish(), weights: Float64Array.from(weights), truncated, naming };
  const numbered = await numberRows(coded, at.part(0.5, 0.7));
  const canonical = rowsInOrder(numbered, weights);
  const kept = sum(numbered.weights);
  // new names may leave a user without an action, but a session without any is none
  const empty = settings.unit === "user" && settings.sample === undefined ? Math.max(0, users - kept - tooShort) : 0;
  const report = { ...numbered.report, inputs: kept + tooShort + empty, tooShort, empty };
  const sequences = { ...numbered, rowOf: rowsOfInputs(numbered.weights, tooShort + empty), report };
  if (!measures) return sequences;
  const times = new MeasuredTimes();
  const measured = new RowReader("measures");
  let read = 0;
  for await (const row of rowsOf(run, measuresText(settings, DIALECTS[settings.dialect]))) {
    const path = rowOfPath.get(measured.text(row, "path"));
    if (path === undefined)
      throw new Error("the log was changed while it was read: a path came only with its measures");
    const [place, value, inputs] = (["place", "value", "inputs"] as const).map((name) => measured.count(row, name));
    times.add(canonical[path]!, measured.text(row, "measure"), place!, value!, inputs!);
    if (++read % ROWS_A_STEP === 0) await at.pass(0.7);
  }
  const { rules, vocabulary } = sequences;
  const between = new Set([...rules.pauses.map(({ token }) => token), rules.sessionBoundary]);
  const isBetween = (token: number) => between.has(vocabulary.actions[token]!);
  const countsSessions =
    settings.unit === "user" && (settings.sessionGap !== undefined || settings.columns.session !== undefined);
  return { ...sequences, ...times.timesOf(sequences, isBetween, countsSessions) };
}

/** For each row as it was read, the canonical row that it became. */
function rowsInOrder({ rowOf }: TokenizedSequences, weights: readonly number[]): Uint32Array {
  let input = 0;
  return Uint32Array.from(weights, (weight) => {
    const row = rowOf[input]!;
    input += weight;
    return row;
  });
}

/** Inputs in the order of their rows, for those of a warehouse have no other; then those that were left out. */
function rowsOfInputs(weights: Float64Array, leftOut: number): Int32Array {
  const rowOf = new Int32Array(sum(weights) + leftOut).fill(-1);
  let at = 0;
  for (const [row, weight] of weights.entries()) {
    rowOf.fill(row, at, at + weight);
    at += weight;
  }
  return rowOf;
}
