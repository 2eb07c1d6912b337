/**
 * The place of a value in row objects. A column is an own key of that name; else the name is read as a path of keys with dots
 * between them, `properties.distinct_id`. A key may itself hold dots: the longest that is there is taken. In a list a number is
 * an index, and any other part finds the element whose `key` (or `name`) it is: `event_params.ga_session_id`. A text that is
 * itself JSON is looked into. A name with commas between them that is not a key is that of several columns, `date,time`: their
 * texts, with a blank between them, where each of them has one.
 */
export class ColumnPath {
  readonly #name: string;
  readonly #parts: readonly string[];
  /** The columns that are joined; none where it is one alone. */
  readonly #joined: readonly ColumnPath[];

  constructor(readonly name: string) {
    this.#name = name;
    this.#parts = name.split(".");
    const names = joinedNames(name);
    this.#joined = names.length > 1 ? names.map((each) => new ColumnPath(each)) : [];
  }

  /** Whether a row has the column, be it empty. */
  isIn(row: object): boolean {
    if (Object.hasOwn(row, this.#name)) return true;
    if (this.#joined.length > 0 && this.#joined.every((path) => path.isIn(row))) return true;
    return this.in(row) !== undefined;
  }

  /** The value in a row; undefined where it has none. */
  in(row: object): unknown {
    if (Object.hasOwn(row, this.#name)) return (row as Record<string, unknown>)[this.#name];
    if (this.#joined.length > 0) {
      const texts = this.#joined.map((path) => textOfPart(path.in(row)));
      if (!texts.includes("")) return texts.join(" ");
    }
    return this.#parts.length > 1 ? this.#below(row, 0) : undefined;
  }

  #below(value: unknown, from: number): unknown {
    const parts = this.#parts;
    const found = typeof value === "string" ? parsed(value) : value;
    if (from === parts.length || typeof found !== "object" || found === null) return found ?? undefined;
    if (Array.isArray(found)) return this.#inList(found, from);
    for (let to = parts.length; to > from; to--) {
      const key = to === from + 1 ? parts[from]! : parts.slice(from, to).join(".");
      if (!Object.hasOwn(found, key)) continue;
      const inside = (found as Record<string, unknown>)[key];
      return to === parts.length ? inside : this.#below(inside, to);
    }
    return undefined;
  }

  #inList(list: readonly unknown[], from: number): unknown {
    const part = this.#parts[from]!;
    const isLast = from + 1 === this.#parts.length;
    if (/^\d+$/.test(part)) return isLast ? list[Number(part)] : this.#below(list[Number(part)], from + 1);
    const entry = list.find((each) => keyOf(each) === part) as Record<string, unknown> | undefined;
    if (entry === undefined) return undefined;
    return isLast ? plainValue(entry.value) : this.#below(entry, from + 1);
  }
}

/** The names of columns that a name such as `date,time` joins, or itself alone. */
export function joinedNames(name: string): readonly string[] {
  const names = name.split(",").map((each) => each.trim());
  return names.length > 1 && !names.includes("") ? names : [name];
}

/** The text of a value that is joined with others; a day at midnight is written as a day. */
function textOfPart(value: unknown): string {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "" : value.toISOString().replace(/T00:00:00\.000Z$/, "");
  return ["string", "number", "bigint", "boolean"].includes(typeof value) ? String(value) : "";
}

/** What an element of a list of keys and values is called. */
export function keyOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { key, name } = entry as { key?: unknown; name?: unknown };
  const found = typeof key === "string" ? key : name;
  return typeof found === "string" ? found : undefined;
}

/** The one value of an object that has a place for each type, `{ int_value: 7, string_value: null }`. */
function plainValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.values(value).find((each) => each !== null && each !== undefined);
}

/** JSON that a text holds; undefined when it holds none. */
export function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
