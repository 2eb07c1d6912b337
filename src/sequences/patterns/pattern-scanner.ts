import { patternError } from "./pattern-error";

/** Patterns longer than this are refused, and parentheses nested deeper. */
const LONGEST = 10_000;
const DEEPEST = 100;

/** Reads the text of a pattern from left to right. */
export class PatternScanner {
  at = 0;
  readonly text: string;
  readonly #option: string;
  #depth = 0;

  /** @param option what the pattern is called in errors. */
  constructor(option: string, text: string) {
    this.#option = option;
    this.text = text;
    if (text.length > LONGEST) {
      throw new RangeError(`"${option}" expected at most ${LONGEST} characters, got ${text.length}`);
    }
  }

  get done(): boolean {
    return this.at === this.text.length;
  }

  /** The text in front, if the expression (sticky) fits it. */
  peek(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    return expression.exec(this.text)?.[0];
  }

  /** The same, and goes behind it. */
  take(expression: RegExp): string | undefined {
    const found = this.peek(expression);
    this.at += found?.length ?? 0;
    return found;
  }

  /** Reads what stands between parentheses that are nested not too deep. */
  inside<T>(read: () => T): T {
    if (++this.#depth > DEEPEST)
      throw this.error(`expected at most ${DEEPEST} parentheses inside each other`, this.at - 1);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** The error of what stands at a place. */
  error(why: string, at = this.at): RangeError {
    return patternError(this.#option, why, this.text, at);
  }

  /** Reads a repetition: `*`, `+`, `?`, `{2}`, `{2,}`, `{,5}`, `{2,5}`. */
  repetition(): { readonly min: number; readonly max: number } | undefined {
    const sign = this.take(/[*+?]/y);
    if (sign !== undefined) return { min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : Number.POSITIVE_INFINITY };
    const start = this.at;
    if (this.peek(/\{/y) === undefined) return undefined;
    const count = this.take(/\{\s*(?:\d+\s*(?:,\s*\d*\s*)?|,\s*\d+\s*)\}/y);
    if (count === undefined) throw this.error("expected a count such as {3}, {2,}, {,5} or {2,5}");
    const [low, high] = count
      .slice(1, -1)
      .split(",")
      .map((part) => part.trim());
    const min = Number(low);
    const max = high === undefined ? min : high === "" ? Number.POSITIVE_INFINITY : Number(high);
    if (max < min) throw this.error(`expected the larger count last in ${count}`, start);
    return { min, max };
  }
}
