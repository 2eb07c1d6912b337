import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";

/** Flags that name a file to be written, by command; of all others `--out` and `--page`. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  fit: ["out", "users", "page"],
  rfm: ["out", "users", "model"],
  cards: ["out", "answers"],
};
const USUALLY_WRITTEN = ["out", "page"];
/** Flags that name a file to be read, where it is not one to be written. */
const READ = [
  "actions",
  "answers",
  "config",
  "features",
  "groups",
  "guide",
  "prepare",
  "properties",
  "users",
  "verbalize",
];
/** Commands that change a model, and may save it in its place. */
const IN_PLACE = ["edit", "extend", "refine"];

/**
 * Looks whether a command would write over a file that it reads, such as the log, or write two things into one file.
 *
 * @throws RangeError naming the flag.
 */
export async function refuseOverwriting(command: Command): Promise<void> {
  const flags = command.opts<Record<string, unknown>>();
  const written = WRITTEN[command.name()] ?? USUALLY_WRITTEN;
  const inPlace = IN_PLACE.includes(command.name());
  const read = [
    ...command.args.slice(inPlace ? 1 : 0),
    ...READ.filter((flag) => !written.includes(flag)).map((flag) => flags[flag]),
  ];
  const taken = new Map<string, string>();
  for (const path of read) if (isPath(path)) taken.set(await placeOf(path), "it reads");
  for (const flag of written) {
    const path = flags[flag];
    if (!isPath(path) || (await isDevice(path))) continue;
    const place = await placeOf(path);
    const use = taken.get(place);
    if (use !== undefined) throw new RangeError(`--${flag} ${path} would overwrite the file that ${use}; name another`);
    taken.set(place, `--${flag} names`);
  }
}

function isPath(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

async function isDevice(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile();
}

/** The file that a path leads to, over links. */
function placeOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
