import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { parseCsvTable } from "../../events/internal";
import type { OutcomeComparison, PropertyValue, UserProperties } from "../../profiles";
import type { SegmentModel } from "../../segments";
import type { CliIo } from "../terminal/io";

/** The flags that say what else is known of users. */
export interface PropertyFlags {
  properties?: string | undefined;
  outcome?: string | undefined;
}

/** Adds the flags of {@link PropertyFlags}. */
export function addPropertyFlags(command: Command): Command {
  return command
    .optionsGroup("Properties of users:")
    .option(
      "--properties <file>",
      "CSV with a header, ids in the first column and a property in each other column, which are compared by segment",
    )
    .option("--outcome <name>", "property by which segments are compared first, such as converted");
}

/** Columns of the file as properties; undefined where none is named. */
export async function readPropertiesFile({ properties, outcome }: PropertyFlags): Promise<UserProperties | undefined> {
  if (properties === undefined) {
    if (outcome !== undefined)
      throw new RangeError(`--outcome needs --properties, the file with the column "${outcome}"`);
    return undefined;
  }
  const { header, rows } = parseCsvTable("properties", await readFile(properties));
  if (header.length < 2) throw new RangeError(`--properties ${properties}: expected an id and a property in each row`);
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`--properties ${properties}: the column "${twice}" occurs twice`);
  const ids = new Set<string>();
  for (const [id] of rows) {
    if (ids.has(id!)) throw new RangeError(`--properties ${properties}: the id "${id}" occurs twice`);
    ids.add(id!);
  }
  return Object.fromEntries(
    header.slice(1).map((name, i) => {
      const values = valuesOf(rows.map((cells) => cells[i + 1]!.trim()));
      return [name, new Map(rows.map((cells, row) => [cells[0]!, values[row]!]))];
    }),
  );
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

/** Cells as numbers where all are numbers, as yes and no where all are these, and else as texts. */
function valuesOf(cells: readonly string[]): PropertyValue[] {
  const known = cells.filter((cell) => cell !== "");
  const read = known.every((cell) => Number.isFinite(Number(cell)))
    ? Number
    : known.every((cell) => Object.hasOwn(WORDS, cell.toLowerCase()))
      ? (cell: string) => WORDS[cell.toLowerCase()]!
      : (cell: string) => cell;
  return cells.map((cell) => (cell === "" ? null : read(cell)));
}

/** Properties beside the model's segments; undefined where there are none. */
export async function outcomesOf(
  model: SegmentModel,
  properties: UserProperties | undefined,
  { outcome }: PropertyFlags,
  io: CliIo,
): Promise<OutcomeComparison | undefined> {
  if (properties === undefined) return undefined;
  if (model.ids === undefined) {
    throw new RangeError(
      "--properties needs --users, the model's table of users, because the model contains no user ids",
    );
  }
  const { outcomes } = await import("../../profiles");
  return outcomes(model, properties, { outcome, signal: io.signal });
}
