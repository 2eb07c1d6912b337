import type { Command } from "commander";
import type { Sequences } from "../../sequences";
import { readTextTable, textColumn } from "./text-table";

/** Flags that say who is in which group. */
export interface GroupFlags {
  groups?: string;
  by?: string;
  group?: string;
}

export function addGroupFlags(command: Command): Command {
  return command
    .optionsGroup("Groups:")
    .option("--groups <file>", "CSV with a line for each user, which says who is in which group")
    .option("--by <column>", "column of the user in --groups; default: the first")
    .option("--group <column>", "column of the group in --groups; default: the second");
}

/** Who is in which group. */
export interface GroupsOfInputs {
  /** For each input the name of its group; "" for those in none. */
  readonly of: readonly string[];
  /** Inputs whose user is not in the file. */
  readonly unknown: number;
}

/**
 * Reads the groups of a file for the inputs of a log; sessions belong to the group of their user.
 *
 * @throws RangeError when inputs have no names, a user has two groups, or no input is in one.
 */
export async function groupsOfInputs(flags: GroupFlags, { ids }: Sequences): Promise<GroupsOfInputs> {
  const file = flags.groups!;
  if (ids === undefined) throw new RangeError("--groups needs users with names: sequences with --id, or events");
  const table = await readTextTable(file);
  const [first, second] = table.names;
  if (second === undefined && flags.group === undefined) throw new RangeError(`--groups: ${file} has one column only`);
  const users = textColumn(table, "--by", flags.by ?? first!);
  const groups = textColumn(table, "--group", flags.group ?? second!);
  const groupOf = new Map<string, string>();
  for (const [row, user] of users.entries()) {
    const known = groupOf.get(user);
    if (known !== undefined && known !== groups[row]) {
      throw new RangeError(`--groups: ${file}, line ${row + 2}: ${JSON.stringify(user)} is in another group above`);
    }
    groupOf.set(user, groups[row]!);
  }
  let unknown = 0;
  const of = ids.map((id) => {
    const group = groupOf.get(id) ?? groupOf.get(id.replace(/#\d+$/, ""));
    if (group === undefined) unknown += 1;
    return group ?? "";
  });
  if (unknown === ids.length) throw new RangeError(`--groups: no user of the log is in ${file}`);
  return { of, unknown };
}
