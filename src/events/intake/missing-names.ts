import { type Field, unitsText, verbatim, wrongType } from "../../core/internal";

/** What programs write where there is no id. */
export const MISSING_NAMES: readonly string[] = [
  ...["None", "none", "NONE", "null", "Null", "NULL", "nil", "undefined"],
  ...["NaN", "nan", "NA", "<NA>", "N/A", "n/a"],
  ...["(not set)", "(none)", "[null]", "\\N", "-", "00000000-0000-0000-0000-000000000000"],
];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The option `missing`: a list of names. */
export function namesOfNone(): Field<readonly string[], readonly string[]> {
  const expected = "a list of names";
  return {
    expected,
    default: MISSING_NAMES,
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      const other = value.findIndex((each) => typeof each !== "string");
      if (other >= 0) throw wrongType(name, expected, verbatim(`${typeof value[other]} at ${other}`));
      return value;
    },
  };
}

/** Names of users and sessions that mean none; counts how often each occurs. */
export class MissingNames {
  readonly #counts = new Map<string, number>();
  /** For each first byte, a bit for each length (below 32, or any longer) that such a name has. */
  readonly #lengths = new Uint32Array(256);
  readonly #names: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#names = new Set(names);
    for (const name of names) {
      const bytes = encoder.encode(name);
      if (bytes.length > 0) this.#lengths[bytes[0]!]! |= 1 << Math.min(bytes.length, 31);
    }
  }

  /** Whether bytes are no name: none at all, or one that means none. */
  holds(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end) return true;
    if (((this.#lengths[bytes[start]!]! >>> Math.min(end - start, 31)) & 1) === 0) return false;
    return this.holdsText(decoder.decode(bytes.subarray(start, end)));
  }

  /** The same for text. */
  holdsText(name: string): boolean {
    if (name === "") return true;
    if (!this.#names.has(name)) return false;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    return true;
  }

  /** What was taken for no name, in words. */
  notes(what = "user or session"): string[] {
    if (this.#counts.size === 0) return [];
    const counts = [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const listed = counts.map(([name, count]) => `"${name}" (${unitsText(count, "time")})`).join(", ");
    return [`${listed} ${counts.length === 1 ? "means" : "mean"} no ${what}; say "missing" if that is a name`];
  }
}
