import { parseNumber } from "../../events/internal";

/** The sign before the decimals of a number. */
export type DecimalSign = "." | ",";

/**
 * Reads the figures of a shop's export: plain numbers, and such as `$1,234.50`, `1.234,50 €`, `(12.00)` or `12-`. Which
 * of `.` and `,` begins the decimals is one rule for a whole source: unless the caller says it, the first figures are shown to
 * {@link look}, then {@link settle} takes the sign that most of those have that can only be read in one way.
 */
export class FigureParser {
  settled: boolean;
  #decimal: DecimalSign | undefined;
  #grouped = ",";
  #points = 0;
  #commas = 0;
  /** A figure that could be read in both ways. */
  #doubtful: string | undefined;

  constructor(decimal: DecimalSign | "auto") {
    this.settled = decimal !== "auto";
    this.#decimal = decimal === "auto" ? undefined : decimal;
    if (decimal === ",") this.#grouped = ".";
  }

  /** Takes a figure into the sample. */
  look(text: string): void {
    const trimmed = text.trim();
    if (trimmed.length > LONGEST || !/[.,]/.test(trimmed)) return;
    const digits = FIGURE.exec(trimmed)?.groups?.digits;
    if (digits === undefined) return;
    const sign = decimalOf(digits);
    if (sign === ",") this.#commas += 1;
    else if (sign === ".") this.#points += 1;
    else if (digits.includes(",")) this.#doubtful ??= trimmed;
  }

  settle(): void {
    this.settled = true;
    this.#decimal = this.#commas > this.#points ? "," : ".";
    if (this.#decimal === ",") this.#grouped = ".";
  }

  /** What is to be said about how figures were read. */
  notes(): string[] {
    if (this.#points + this.#commas === 0 && this.#doubtful !== undefined) {
      const number = this.ofText(this.#doubtful);
      return [`"${this.#doubtful}" was read as ${number}; where its comma begins decimals, say "decimal" ","`];
    }
    return this.#commas > 0 && this.#decimal === "," ? ["numbers were read with a comma before their decimals"] : [];
  }

  /** NaN when it is no figure. */
  ofBytes(bytes: Uint8Array, start: number, end: number): number {
    const plain = this.#decimal === "." ? parseNumber(bytes, start, end) : Number.NaN;
    if (!Number.isNaN(plain) || end - start > LONGEST) return plain;
    return this.ofText(decoder.decode(bytes.subarray(start, end)));
  }

  /** NaN when it is no figure. */
  ofText(text: string): number {
    const trimmed = text.trim();
    if (trimmed.length > LONGEST) return Number.NaN;
    if (this.#decimal === "." && PLAIN.test(trimmed)) return Number(trimmed);
    const { open, before, inner, digits, after, close } = FIGURE.exec(trimmed)?.groups ?? {};
    if (digits === undefined || (open === undefined) !== (close === undefined)) return Number.NaN;
    const signs = [open, before, inner, after].filter((sign) => sign !== undefined && sign !== "" && sign !== "+");
    if (signs.length > 1) return Number.NaN;
    const number = this.#unsigned(digits);
    return signs.length === 0 ? number : -number;
  }

  #unsigned(digits: string): number {
    const [whole = "", decimals = "", ...more] = digits.split(this.#decimal!);
    if (more.length > 0 || !/^\d*$/.test(decimals)) return Number.NaN;
    const groups = whole.split(this.#grouped === "," ? /[,'’\s]/ : /[.'’\s]/);
    if (!groups.every((group) => /^\d*$/.test(group))) return Number.NaN;
    if (groups.length > 1 && !areGroups(groups)) return Number.NaN;
    const text = `${groups.join("")}.${decimals}`;
    return text === "." ? Number.NaN : Number(text);
  }
}

/** Groups of thousands, or as in India: the last of three digits, those before of two or three. */
function areGroups(groups: readonly string[]): boolean {
  const [first = "", ...rest] = groups;
  const last = rest.pop()!;
  return /^\d{1,3}$/.test(first) && last.length === 3 && rest.every(({ length }) => length === 2 || length === 3);
}

/** The sign that can only begin decimals here; undefined where both readings are possible. */
function decimalOf(digits: string): DecimalSign | undefined {
  const [point, comma] = [digits.lastIndexOf("."), digits.lastIndexOf(",")];
  if (point >= 0 && comma >= 0) return point > comma ? "." : ",";
  const sign = point >= 0 ? "." : ",";
  const parts = digits.split(sign);
  if (parts.length > 2) return sign === "." ? "," : ".";
  return parts.at(-1)!.length === 3 && /[1-9]/.test(parts[0]!) && parts[0]!.length <= 3 ? undefined : sign;
}

const LONGEST = 40;
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** The sign or the letters of a currency. */
const CURRENCY = "(?:\\p{L}{0,3}\\.?\\p{Sc}|\\p{Lu}{3}|kr\\.?|zł|R\\$|Fr\\.|Rs\\.?)?";
const FIGURE = new RegExp(
  `^(?<open>\\()?(?<before>[-+−])?\\s*${CURRENCY}\\s*(?<inner>[-+−])?\\s*(?<digits>[\\d.,](?:[\\d.,'’\\s]*[\\d.,])?)\\s*${CURRENCY}\\s*(?<after>-)?(?<close>\\))?$`,
  "u",
);
const decoder = new TextDecoder();
