import type { CommandWords, FlagWords } from "./words";

/** A script for fish: to be saved as `seqment.fish` among its completions. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c seqment -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.description)}`,
    ...command.choices.map((word) => `complete -c seqment -n ${inside(command)} -f -a ${word}`),
    ...command.flags.map((flag) => flagLine(command, flag)),
  ]);
  return `# fish completion for seqment: seqment completion fish | source\n${lines.join("\n")}\n`;
}

function flagLine(command: CommandWords, { flag, description, value }: FlagWords): string {
  const after = value === "none" ? "" : value === "any" ? " -r" : ` -x -a ${quoted(value.join(" "))}`;
  return `complete -c seqment -n ${inside(command)} -l ${flag.slice(2)} -d ${quoted(description)}${after}`;
}

function inside({ name }: CommandWords): string {
  return quoted(`__fish_seen_subcommand_from ${name}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
