import { LineSplitter, MAX_LINE_BYTES } from "../../events/internal";
import type { SegmentModel } from "../../segments";
import { type CliIo, send } from "../terminal/io";
import { AnswerCache } from "./answer-cache";
import { type BadLine, formatAnswer, withId } from "./format-answer";
import { actionsOf, readLine } from "./input-line";

/** How lines are read and answered. */
export interface LineSettings {
  readonly json: boolean;
  /** Each line begins with its id and a tab. */
  readonly named: boolean;
  /** Each answer is written before the next line is looked at. */
  readonly flush: boolean;
  /** Whether paths are whole. */
  readonly complete: boolean;
}

/** A line that was read; its answer, where its path is remembered. */
interface GoodLine {
  readonly id: string | undefined;
  readonly path: string;
  readonly answer: string | undefined;
}

/** Lines that are answered together. */
const BATCH = 1000;

/**
 * Answers lines in their order. Each distinct path is assigned once, as long as it is remembered; what is read next waits
 * until what was answered is taken; memory does not grow with the number of lines.
 */
export class LineAnswers {
  read = 0;
  unread = 0;
  /** Whether some line had an action that the model knows. */
  known = false;
  readonly #model: SegmentModel;
  readonly #io: CliIo;
  readonly #settings: LineSettings;
  readonly #cache = new AnswerCache();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #lines: (GoodLine | BadLine)[] = [];
  /** The actions of paths that are not remembered. */
  #waiting = new Map<string, string[]>();
  readonly #splitter = new LineSplitter(
    (bytes, start, end, line) => this.#add(line, bytes.subarray(start, end)),
    (line) => this.#refuse(line, `does not end within ${MAX_LINE_BYTES} bytes`),
  );

  constructor(model: SegmentModel, io: CliIo, settings: LineSettings) {
    this.#model = model;
    this.#io = io;
    this.#settings = settings;
  }

  /** Answers the lines that end in these bytes. */
  async push(chunk: Uint8Array): Promise<void> {
    this.#splitter.push(chunk);
    await this.#answerAll();
  }

  /** Answers the last line, which may have no end. */
  async end(): Promise<void> {
    this.#splitter.end();
    await this.#answerAll();
  }

  #add(line: number, bytes: Uint8Array): void {
    let id: string | undefined;
    try {
      if (bytes.includes(0)) throw new RangeError("holds a NUL");
      const read = readLine(this.#decoder.decode(bytes), this.#settings.named);
      const { path } = read;
      id = read.id;
      const answer = this.#cache.get(path);
      if (answer === undefined && !this.#waiting.has(path)) this.#waiting.set(path, actionsOf(path));
      this.#lines.push({ id, path, answer });
      this.read += 1;
    } catch (error) {
      this.#refuse(line, error instanceof RangeError ? error.message : "text that is not UTF-8", id);
    }
  }

  #refuse(line: number, why: string, id?: string): void {
    this.read += 1;
    this.unread += 1;
    this.#lines.push({ error: `line ${line} ${why}`, line, id });
  }

  async #answerAll(): Promise<void> {
    const lines = this.#lines;
    const waiting = this.#waiting;
    this.#lines = [];
    this.#waiting = new Map();
    const size = this.#settings.flush ? 1 : BATCH;
    const answers = new Map<string, string>();
    for (let from = 0; from < lines.length; from += size) {
      const batch = lines.slice(from, from + size);
      await this.#assign(batch, waiting, answers);
      await send(this.#io, batch.map((line) => `${this.#text(line, answers)}\n`).join(""));
    }
  }

  /** Assigns what has no answer yet, and remembers it. */
  async #assign(
    batch: readonly (GoodLine | BadLine)[],
    waiting: ReadonlyMap<string, string[]>,
    answers: Map<string, string>,
  ): Promise<void> {
    const missing = new Set<string>();
    for (const line of batch) {
      if ("path" in line && line.answer === undefined && !answers.has(line.path)) missing.add(line.path);
    }
    if (missing.size === 0) return;
    const paths = [...missing];
    const found = await this.#model.assign(
      paths.map((path) => waiting.get(path)!),
      { signal: this.#io.signal, complete: this.#settings.complete },
    );
    for (const [i, path] of paths.entries()) {
      const answer = formatAnswer(found[i]!, this.#settings.json);
      this.known ||= found[i]!.reason !== "no known action";
      answers.set(path, answer);
      this.#cache.set(path, answer);
    }
  }

  #text(line: GoodLine | BadLine, answers: ReadonlyMap<string, string>): string {
    const { json } = this.#settings;
    if ("error" in line) return withId(line.id, formatAnswer(line, json), json);
    return withId(line.id, line.answer ?? answers.get(line.path)!, json);
  }
}
