import { describeValue, unitsText, verbatim, wrongValue } from "../../core/internal";
import { valuesOfInputs } from "../../sequences/internal";
import type { ModelParts } from "../model/model-parts";
import type { GivenUsers } from "./read-users";
import { HASH_DIGITS } from "./users-table";

type Row = GivenUsers["rows"][number];

/**
 * Names of the inputs of a model, by a table of its users in any order.
 *
 * @throws RangeError when the table is of another model, lacks an input or has one twice, or an input is in another segment.
 */
export function idsOfUsers({ rows, isFile }: GivenUsers, parts: ModelParts, hash: string): readonly string[] {
  const labels = valuesOfInputs(parts.sequences, parts.clusterer.labels, -1);
  if (rows.length > 0) checkColumns(rows[0]!, isFile);
  const ids = new Array<string | undefined>(labels.length).fill(undefined);
  const rowOf = new Array<number>(labels.length);
  for (const [i, row] of rows.entries()) {
    checkModel(row, i, hash);
    const input = positionOf(row, i, labels.length);
    if (ids[input] !== undefined) {
      throw wrongValue(
        "users",
        "each input once",
        verbatim(`input ${input} in row ${rowOf[input]! + 1} and row ${i + 1}`),
      );
    }
    if (Number(row.segment) !== labels[input] || row.segment === "") {
      const expected = `segment ${labels[input]} for input ${input}, as in the model`;
      throw wrongValue("users", expected, verbatim(`${cell(row.segment)} in row ${i + 1}`));
    }
    ids[input] = idOf(row, i);
    rowOf[input] = i;
  }
  const missing = ids.indexOf(undefined);
  if (missing >= 0) {
    const got = `${unitsText(rows.length, "row")}, none for input ${missing}`;
    throw wrongValue("users", `a row for each of the model's ${unitsText(labels.length, "input")}`, verbatim(got));
  }
  return ids as string[];
}

function checkColumns(row: Row, isFile: boolean): void {
  const needed = ["id", "input", "segment", ...(isFile ? ["model"] : [])];
  const missing = needed.filter((column) => !Object.hasOwn(row, column));
  if (missing.length === 0) return;
  throw wrongValue(
    "users",
    `a table with the columns ${needed.join(", ")}`,
    verbatim(`one without ${missing.join(", ")}`),
  );
}

function checkModel(row: Row, i: number, hash: string): void {
  if (row.model === undefined || row.model === hash.slice(0, HASH_DIGITS)) return;
  const expected = `the users of this model (${hash.slice(0, HASH_DIGITS)})`;
  throw wrongValue("users", expected, verbatim(`those of the model ${cell(row.model)} in row ${i + 1}`));
}

function positionOf(row: Row, i: number, inputs: number): number {
  const position = row.input === "" || row.input === null ? Number.NaN : Number(row.input);
  if (Number.isInteger(position) && position >= 0 && position < inputs) return position;
  throw wrongValue(
    "users",
    `an integer >= 0 and <= ${inputs - 1} as input`,
    verbatim(`${cell(row.input)} in row ${i + 1}`),
  );
}

function idOf({ id }: Row, i: number): string {
  if ((typeof id === "string" && id !== "") || typeof id === "number") return String(id);
  throw wrongValue("users", "a text or a number as id", verbatim(`${cell(id)} in row ${i + 1}`));
}

/** A cell of text as it stands there. */
function cell(value: unknown): string {
  return typeof value === "string" && value !== "" ? value.slice(0, 40) : describeValue(value);
}

/** The same parts with names of their inputs, also in the models of segments that were split further. */
export function withIds(parts: ModelParts, ids: readonly string[]): ModelParts {
  const { sequences, clusterer, lineage } = parts;
  const children = parts.children.map((child) => {
    const segment = lineage.ids.indexOf(child.id);
    const inputs = [...ids.keys()].filter((i) => clusterer.labels[sequences.rowOf[i]!] === segment);
    return {
      ...child,
      parts: withIds(
        child.parts,
        inputs.map((i) => ids[i]!),
      ),
    };
  });
  return { ...parts, sequences: { ...sequences, ids }, children };
}
