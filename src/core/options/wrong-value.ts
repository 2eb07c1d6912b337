import { describeValue } from "./describe-value";

/**
 * The error for something of the wrong kind: `"k" expected an integer >= 1, got "three"`.
 *
 * @param after follows what was got, such as ` in row 3`.
 */
export function wrongType(name: string, expected: string, got: unknown, after = ""): TypeError {
  return new TypeError(message(name, expected, got, after));
}

/** The error for a wrong value of the right kind: `"k" expected an integer >= 1, got 0`. */
export function wrongValue(name: string, expected: string, got: unknown, after = ""): RangeError {
  return new RangeError(message(name, expected, got, after));
}

/** Words to stand in an error for what was got, where the value itself would say less: `3 rows of 2`. */
export function verbatim(words: string): Verbatim {
  return new Verbatim(words);
}

class Verbatim {
  readonly words: string;

  constructor(words: string) {
    this.words = words;
  }
}

function message(name: string, expected: string, got: unknown, after: string): string {
  return `"${name}" expected ${expected}, got ${got instanceof Verbatim ? got.words : describeValue(got)}${after}`;
}
