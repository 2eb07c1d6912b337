import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { segmentNumber } from "../profiles";
import { type Assignment, loadSegments } from "../segments";
import { parsePath } from "../sequences";
import type { CliIo } from "./io";
import { addModelPlaceFlags, type ModelPlaceFlags, modelPlace } from "./sentence-flags";

/** Sequences are assigned in batches of this many lines, so that a pipe of any length runs in bounded memory. */
const BATCH = 1000;

/** `seqment assign MODEL --input FILE|-` */
export function assignCommand(io: CliIo): Command {
  const command = new Command("assign");
  command
    .description("assign sequences to the segments of a saved model, one result a line")
    .argument("<model>", "a model saved by seqment fit")
    .requiredOption(
      "--input <file>",
      "one sequence a line, - for standard input: actions separated by spaces or ->, or JSON",
    )
    .option("--json", "print one JSON object a line")
    .optionsGroup("Models fitted with Sentence-BERT:");
  addModelPlaceFlags(command)
    .addHelpText(
      "after",
      `
A line is read as JSON when it begins with [ (a list of actions) or { (with a list "actions"), split at -> when it holds
one, and at spaces otherwise.

Example:
  echo "START -> LEVEL_5_FAIL -> PURCHASE_BOOST" | seqment assign players.seqment --input -`,
    )
    .action(async (modelPath: string, options: { input: string; json?: true } & ModelPlaceFlags) => {
      const model = await loadSegments(modelPath, modelPlace(options));
      const input = options.input === "-" ? io.stdin : createReadStream(options.input);
      const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
      const failed = new Promise<never>((_, reject) => void input.once("error", reject));
      failed.catch(() => {});
      let batch: string[][] = [];
      const flush = async () => {
        for (const assignment of await model.assign(batch)) {
          io.stdout.write(`${options.json ? JSON.stringify(assignment) : formatAssignment(assignment)}\n`);
        }
        batch = [];
      };
      const read = async () => {
        let number = 0;
        for await (const line of lines) {
          io.signal?.throwIfAborted();
          number += 1;
          batch.push(parseLine(line, number));
          if (batch.length === BATCH) await flush();
        }
        await flush();
      };
      await Promise.race([read(), failed]);
    });
  return command;
}

function parseLine(line: string, number: number): string[] {
  const text = line.trim();
  if (text.startsWith("[") || text.startsWith("{")) return parseJsonLine(text, number);
  if (text.includes("->")) return parsePath(text);
  return text === "" ? [] : text.split(/\s+/);
}

function parseJsonLine(text: string, number: number): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError(`line ${number} begins like JSON and is not: ${text.slice(0, 60)}`);
  }
  const actions = Array.isArray(value) ? value : (value as { actions?: unknown }).actions;
  if (!Array.isArray(actions) || actions.some((action) => typeof action !== "string")) {
    throw new RangeError(`line ${number} expected a JSON list of actions, or an object with such a list "actions"`);
  }
  return actions;
}

function formatAssignment({ segment, name, confidence, alternatives, reason }: Assignment): string {
  const others = alternatives
    .filter((other) => other.segment !== segment)
    .map((other) => `${segmentNumber(other.segment)} ${other.name} (${other.confidence.toFixed(2)})`);
  const chosen = segment < 0 ? "none" : `${segmentNumber(segment)} ${name}`;
  return [chosen, confidence.toFixed(2), reason, ...(others.length > 0 ? [`else ${others.join(", ")}`] : [])].join(
    "\t",
  );
}
