import { Command } from "commander";
import { excerpt } from "../core/internal";
import { LineSplitter, MAX_LINE_BYTES, openSource } from "../events/internal";
import { segmentNumber } from "../profiles/internal";
import { type Assignment, loadSegments, type SegmentModel } from "../segments";
import { parsePath } from "../sequences";
import { parseJsonLine, timedSteps } from "../sequences/internal";
import { type CliIo, complain, jsonText, print } from "./io";
import { addModelPlaceFlags, type ModelPlaceFlags, modelPlace } from "./sentence-flags";

/** Sequences are assigned in batches of at most this many lines, so that a pipe of any length runs in bounded memory. */
const BATCH = 1000;

/** `seqment assign MODEL --input FILE|-` */
export function assignCommand(io: CliIo): Command {
  const command = new Command("assign");
  command
    .description("assign sequences to the segments of a saved model, one result a line")
    .argument("<model>", "a model saved by seqment fit")
    .requiredOption(
      "--input <file>",
      "one sequence a line, plain or gzip, - for standard input: actions separated by spaces or ->, or JSON",
    )
    .option("--json", "print one JSON object a line")
    .optionsGroup("Models fitted with Sentence-BERT:");
  addModelPlaceFlags(command)
    .addHelpText(
      "after",
      `
A line is read as JSON if it is a JSON list of actions, or an object with such a list "actions". It is split at -> if
it holds one, else at spaces. A line that cannot be read is answered by an error in its place; the others are assigned.

Example:
  echo "START -> LEVEL_5_FAIL -> PURCHASE_BOOST" | seqment assign players.seqment --input -`,
    )
    .action(async (modelPath: string, options: { input: string; json?: true } & ModelPlaceFlags) => {
      const model = await loadSegments(modelPath, modelPlace(options));
      const timed = timedSteps(model.sequences.rules.prepare);
      if (timed.length > 0) {
        complain(
          io,
          `seqment: lines have no times; they pass these steps of the model as they are: ${timed.join(", ")}\n`,
        );
      }
      const lines = new Lines();
      const opened = await openSource(options.input === "-" ? io.stdin : options.input, {
        signal: io.signal,
        encoding: "utf-8",
      });
      if (opened.kind === "bytes") {
        for await (const chunk of opened.chunks) {
          lines.push(chunk);
          await answer(model, lines.take(), io, options.json); // at once: a live source may now keep silent
          io.signal?.throwIfAborted();
        }
      }
      lines.end();
      await answer(model, lines.take(), io, options.json);
      if (lines.unread > 0) complain(io, `seqment: ${lines.unread} of ${lines.read} lines could not be read\n`);
    });
  return command;
}

/** The actions of a line, or why it has none. */
type Line = readonly string[] | { readonly error: string; readonly line: number };

/** Reads lines of bytes. */
class Lines {
  read = 0;
  unread = 0;
  #lines: Line[] = [];
  readonly #splitter = new LineSplitter(
    (bytes, start, end, line) => this.#add(line, () => parseLine(decoder.decode(bytes.subarray(start, end)))),
    (line) =>
      this.#add(line, () => {
        throw new RangeError(`does not end within ${MAX_LINE_BYTES} bytes`);
      }),
  );

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
  }

  /** The lines since the last call. */
  take(): readonly Line[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  #add(line: number, parse: () => string[]): void {
    this.read += 1;
    try {
      this.#lines.push(parse());
    } catch (error) {
      this.unread += 1;
      const why = error instanceof RangeError ? error.message : "text that is not UTF-8";
      this.#lines.push({ error: `line ${line} ${why}`, line });
    }
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parseLine(line: string): string[] {
  const actions = parseJsonLine(line);
  if (actions !== undefined) return actions;
  const text = line.trim();
  if (text.includes("->")) return parsePath(text);
  return text === "" ? [] : text.split(/\s+/);
}

/** Prints one answer for each line, in order. */
async function answer(model: SegmentModel, lines: readonly Line[], io: CliIo, json: true | undefined): Promise<void> {
  for (let from = 0; from < lines.length; from += BATCH) {
    const batch = lines.slice(from, from + BATCH);
    const assigned = (await model.assign(batch.filter((line) => Array.isArray(line)))).values();
    const answers = batch.map((line) => ("error" in line ? line : assigned.next().value!));
    print(io, answers.map((each) => `${json ? jsonText(each) : formatAnswer(each)}\n`).join(""));
  }
}

function formatAnswer(answer: Assignment | { readonly error: string }): string {
  if ("error" in answer) return `error\t${excerpt(answer.error, 200)}`;
  const { segment, name, confidence, alternatives, reason } = answer;
  const others = alternatives.map(
    (other) => `${segmentNumber(other.segment)} ${other.name} (${other.closeness.toFixed(2)})`,
  );
  const chosen = segment < 0 ? "none" : `${segmentNumber(segment)} ${name}`;
  return [chosen, confidence.toFixed(2), reason, ...(others.length > 0 ? [`else ${others.join(", ")}`] : [])].join(
    "\t",
  );
}
