import {
  boolean,
  checkpoint,
  excerpt,
  integer,
  readOptions,
  type Schema,
  string,
  verbatim,
  wrongType,
} from "../../core/internal";
import type { Source } from "../../events";
import { compressionProblem, openSource } from "../../events/internal";
import { tokenize } from "../build/tokenize";
import { SEQUENCE_OPTIONS, type SequenceOptions, withoutTimes } from "../sequence-options";
import type { TokenizedSequences } from "../types";
import { SequenceLines } from "./sequence-lines";

/** Options of {@link readSequences}. */
export interface ReadSequencesOptions extends SequenceOptions {
  /**
   * What stands between actions; " " means any run of blanks. Between commas, semicolons and bars an action may stand in
   * quotes. @default detected from the first 100 sequences: JSON lists, if all are; arrows, if any has one; else tabs, commas or
   * blanks, whichever is usual
   */
  separator?: string | undefined;
  /** Whether each line begins with a name for its sequence, ended by a tab or else by the separator. @default false */
  id?: boolean | undefined;
  /** Lines to skip at the top. @default 0 */
  skipLines?: number | undefined;
  /** The most sequences to read. @default all */
  limit?: number | undefined;
}

const READ_SEQUENCES_OPTIONS = {
  separator: string(),
  id: boolean(false),
  skipLines: integer({ min: 0 }, 0),
  limit: integer({ min: 1 }),
  ...SEQUENCE_OPTIONS,
} satisfies Schema<ReadSequencesOptions>;

/**
 * Reads a file with one sequence a line, plain or gzip, and stores identical sequences once; see {@link buildSequences}
 * for what the other options do. An empty line is an empty sequence. Where the lines are a table, rows of one width, a word
 * such as `NA` that fills the last cells is not an action; the report says so.
 *
 * @param source a path, a stream, or an iterable of bytes or text; see {@link Source}.
 * @param options how lines are read, how sequences are made, workers, progress and abort.
 * @returns distinct sequences with weights, the vocabulary, and the row of each line.
 * @throws RangeError when the source is not text (the message says what it is), the text is not UTF-8, or gzip data is truncated or corrupt.
 * @example
 * const sequences = await readSequences(["START -> BUY\n", "START -> LEAVE\n", "START -> BUY\n"]);
 * sequences.weights; // Float64Array [2, 1]
 */
export async function readSequences(source: Source, options: ReadSequencesOptions = {}): Promise<TokenizedSequences> {
  const { separator, id, skipLines, limit, ...settings } = readOptions(options, READ_SEQUENCES_OPTIONS);
  const reading = checkpoint("reading", settings);
  const lines = new SequenceLines({ separator, id, skipLines, limit });
  const opened = await openSource(source, { signal: settings.signal });
  if (opened.kind === "rows") {
    for await (const _ of opened.rows) {
      throw wrongType("source", "bytes or text", verbatim("rows; sequencesFrom takes arrays"));
    }
  } else {
    try {
      for await (const chunk of opened.chunks) {
        lines.push(chunk);
        if (lines.full) break;
        const pause = reading.pass(opened.fraction());
        if (pause) await pause;
      }
    } catch (error) {
      const problem = compressionProblem(error);
      if (problem === undefined) throw error;
      throw new RangeError(`${problem} (after ${lines.sequences} sequences)`, { cause: error });
    }
  }
  await reading.pass(1);
  const log = lines.finish();
  const { notes, sequences: seen } = lines;
  if (opened.kind === "bytes") notes.push(...opened.notes);
  if (seen === 0 && opened.kind === "bytes") notes.push(`${excerpt(opened.name, 200)} has no line to read`);
  const sequences = await tokenize(log, withoutTimes(settings), checkpoint("tokenizing", settings));
  return { ...sequences, report: { ...sequences.report, notes } };
}
