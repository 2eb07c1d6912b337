import { type Command, InvalidArgumentError } from "commander";
import type { GateOptions } from "../../registry";
import { numberFlag, wholeNumberFlag } from "../flags/number-flags";

/** Flags that say who does something, and why. */
export interface NoteFlags {
  by?: string;
  why?: string;
}

/** Flags of the gates. */
export interface GateFlags {
  gate?: GateOptions;
  refits?: number;
  permutations?: number;
  seed?: number;
}

const GATES = ["churn", "gain", "noise", "lost", "drift", "smallest", "largest"] as const;

export function addNoteFlags(command: Command): Command {
  return command
    .optionsGroup("Log:")
    .option("--by <name>", "who does it (default: the user of the shell)")
    .option("--why <text>", "why");
}

export function addGateFlags(command: Command): Command {
  return command
    .optionsGroup("Gates:")
    .option(
      "--gate <name=threshold>",
      `threshold of a gate, or name=off: ${GATES.join(", ")}; can be repeated`,
      gateFlag,
    )
    .option(
      "--refits <n>",
      "fits to halves of the champion's users for churn, an even number (default: 10)",
      wholeNumberFlag,
    )
    .option("--permutations <n>", "random permutations of users for drift (default: 999)", wholeNumberFlag)
    .option("--seed <n>", "seed of the random numbers", wholeNumberFlag);
}

function gateFlag(text: string, gates: GateOptions = {}): GateOptions {
  const [, name, threshold] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (!GATES.some((gate) => gate === name)) {
    throw new InvalidArgumentError(`expected name=threshold, such as churn=0.2 or drift=off, got "${text}".`);
  }
  return { ...gates, [name!]: threshold === "off" ? false : numberFlag(threshold!) };
}
