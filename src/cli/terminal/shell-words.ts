import type { Command } from "commander";

/** Options that are called otherwise in the shell. */
const FLAGS: Readonly<Record<string, string>> = {
  clusterSelectionMethod: "--cluster-selection",
  nComponents: "--components",
  funnel: "--step",
  patterns: "--pattern",
  steps: "--step",
};

/** Arguments of the library that are not flags: what a user of the shell calls them. */
const ARGUMENTS: Readonly<Record<string, string>> = { input: "the input", source: "the file" };

/** An option of another method than the one asked for, or of one that is not named. */
const FOREIGN_OPTION = /^"((\w+)\.\w+)" is an option of methods? (.+?)(?:, not of "([^"]+)"|: add method: .+)$/;

/** A message of the library, with the flags of the command in the place of its options. */
export function inShellWords(message: string, command: Command | undefined): string {
  const known = new Set(command?.options.map(({ long }) => long));
  const flagFor = (option: string) => {
    const name = option.split(".").at(-1)!;
    const flag = FLAGS[name] ?? `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return known.has(flag) ? flag : undefined;
  };
  return message
    .replace(FOREIGN_OPTION, (said, option: string, stage: string, owners: string, asked: string | undefined) => {
      const flag = flagFor(option);
      if (flag === undefined || !known.has(`--${stage}`)) return said;
      const methods = owners.replaceAll('"', "");
      return asked === undefined
        ? `${flag} needs --${stage} ${methods.replace(" and ", " or ")}`
        : `${flag} is for --${stage} ${methods}, not for ${asked}`;
    })
    .replace(/^"clustering" of method "(\w+)" /, "--clustering $1 ")
    .replace(/needs a distance, such as \{ .*eps: ([\d.]+) \}$/, "needs a distance, such as --eps $1")
    .replace('one of "k" and "height"', "one of --k and --height")
    .replace('beside the "clusterMethod" "xi"', "beside --cluster-method xi, the default")
    .replace(/^"([a-zA-Z.]+)(?:\[\d+\])?"/, (quoted, option) => flagFor(option) ?? ARGUMENTS[option] ?? quoted)
    .replace(/"(\w+(?:\.\w+)+)" = /g, (quoted, option) => `${flagFor(option) ?? quoted.slice(0, -3)} = `)
    .replace(/\bsay "([a-zA-Z.]+)"/, (said, option) => `say ${flagFor(option) ?? said.slice(4)}`)
    .replace('(with onInvalid: "skip" such', "(without --strict such");
}

/**
 * Refuses flags that mean nothing beside the others.
 *
 * @throws CommanderError naming the first of them.
 */
export function refuseFlags(command: Command, names: readonly string[], why: string): void {
  const given = command.options.find((option) => {
    const name = option.attributeName();
    return names.includes(name) && command.getOptionValueSource(name) === "cli";
  });
  if (given) command.error(`error: ${given.long} ${why}`);
}
