import type { Command } from "commander";

/** What may stand after a command, for the shells to complete. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagWords[];
  /** Words for its argument; where there are none it is a file. */
  readonly choices: readonly string[];
}

export interface FlagWords {
  readonly flag: string;
  readonly description: string;
  /** What follows it: nothing, one of these words, or anything, a file for one. */
  readonly value: "none" | "any" | readonly string[];
}

/** Every command of a program with its flags. */
export function commandWords(program: Command): CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: oneLine(command.description()),
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    flags: command.options.map(({ long, description, argChoices, required, optional }) => ({
      flag: long!,
      description: oneLine(description),
      value: required || optional ? (argChoices ?? "any") : "none",
    })),
  }));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
