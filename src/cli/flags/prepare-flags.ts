import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { PrepareStep } from "../../sequences";
import { prepareSteps } from "../../sequences/internal";
import { messageOf } from "../terminal/file-problem";
import { wholeNumberFlag } from "./number-flags";

/** The flags that prepare events before they become sequences. */
export interface PrepareFlags {
  keep?: string[];
  drop?: string[];
  cleanUrls?: true;
  dropRobots?: number;
  keepPaths?: string;
  markers?: true;
  lostAfter?: string;
  prepare?: string;
}

export function addPrepareFlags(command: Command): Command {
  const several = (action: string, all: string[] = []) => [...all, action];
  return command
    .optionsGroup("Preparing, in this order:")
    .option("--keep <action>", "keep only this action; * matches any characters; can be repeated", several)
    .option("--drop <action>", "leave this action out; * matches any characters; can be repeated", several)
    .option("--clean-urls", "shorten addresses: remove host, query and ids")
    .option("--drop-robots <n>", "leave out users with more than n events", wholeNumberFlag)
    .option("--keep-paths <pattern>", 'leave out paths that do not match the pattern, such as "cart -> ... -> buy"')
    .option("--markers", "add START and END to each path")
    .option(
      "--lost-after <duration>",
      "as --markers, and add LOST where the log continues that long without the user, such as 14d",
    )
    .option("--prepare <file>", 'JSON file with further steps, such as [{ "step": "drop", "actions": "debug_*" }]');
}

/**
 * The steps that the flags say, those of the file last.
 *
 * @throws CommanderError when one of them is no step, naming the flag.
 */
export async function preparation(command: Command, flags: PrepareFlags): Promise<readonly PrepareStep[] | undefined> {
  const { keep, drop, cleanUrls, dropRobots, keepPaths, markers, lostAfter, prepare } = flags;
  const said: readonly (readonly [flag: string, step: PrepareStep | undefined | false])[] = [
    ["--keep", keep && { step: "keep", actions: keep }],
    ["--drop", drop && { step: "drop", actions: drop }],
    ["--clean-urls", cleanUrls && { step: "cleanUrls" }],
    ["--drop-robots", dropRobots !== undefined && { step: "dropRobots", maxEvents: dropRobots }],
    ["--keep-paths", keepPaths !== undefined && { step: "keepPaths", matching: keepPaths }],
    ["--lost-after", lostAfter !== undefined && { step: "markers", lostAfter }],
    ["--markers", markers && lostAfter === undefined && { step: "markers" }],
  ];
  const steps = said.flatMap(([flag, step]) => (step ? checked([step], flag, command) : []));
  const further = prepare === undefined ? [] : checked(await jsonOf(prepare, command), "--prepare", command);
  return steps.length + further.length > 0 ? [...steps, ...further] : undefined;
}

function checked(steps: unknown, flag: string, command: Command): readonly PrepareStep[] {
  try {
    return prepareSteps().read(steps, "prepare");
  } catch (error) {
    const { message } = error as Error;
    const isOne = flag !== "--prepare";
    return command.error(`error: ${isOne ? message.replace(/^"[^"]*"/, flag) : `--prepare: ${message}`}`);
  }
}

async function jsonOf(file: string, command: Command): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? `${file} is not JSON: ${error.message}` : messageOf(error);
    return command.error(`error: --prepare ${why}`);
  }
}
