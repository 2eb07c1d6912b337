import { describeValue } from "../../core/internal";
import { type Naming, REPEAT_BUCKETS, RUN_BUCKETS } from "../../sequences/internal";
import { SEPARATOR } from "../dialects/dialect";
import { BOUNDARY_CODE, pauseCode } from "../texts/token-steps";

/** Reads paths of a result as codes: `name * REPEAT_BUCKETS + bucket`. */
export class ElementCodes {
  readonly #codes = new Map<string, number>();
  /** Tokens that stand for a run of one action and are the name of another. */
  readonly #ambiguous = new Set<string>();
  readonly #separator: string;

  /** @param numbers the names behind the numbers in paths; undefined where paths are text. */
  constructor({ names, numbers: ofName, rules }: Naming, numbers: ReadonlyMap<string, string> | undefined) {
    this.#separator = numbers ? " " : SEPARATOR;
    const buckets = rules.collapseRepeats === "buckets" ? RUN_BUCKETS : RUN_BUCKETS.slice(0, 1);
    const nameOf = new Map(names.map((name, i) => [name, i]));
    const texts = numbers ? [...numbers].map(([code, name]) => [code, nameOf.get(name)] as const) : [...nameOf];
    for (const [bucket, { suffix }] of buckets.entries()) {
      for (const [text, name] of texts) {
        if (name === undefined) continue;
        const element = text + suffix;
        if (this.#codes.has(element)) this.#ambiguous.add(element);
        else this.#codes.set(element, name * REPEAT_BUCKETS + bucket);
      }
    }
    if (numbers === undefined) return;
    this.#codes.set(BOUNDARY_CODE, ofName.ofBoundary * REPEAT_BUCKETS);
    for (const [i, name] of ofName.ofPause.entries()) this.#codes.set(pauseCode(i), name * REPEAT_BUCKETS);
  }

  /** @throws Error for an action that the vocabulary does not hold; RangeError where a token means two things. */
  read(path: string, push: (code: number) => void): void {
    for (const element of path.split(this.#separator)) {
      const code = this.#codes.get(element);
      if (code === undefined) {
        throw new Error(`the log was changed while it was read: ${describeValue(element)} is not in its vocabulary`);
      }
      if (this.#ambiguous.has(element)) {
        throw new RangeError(
          `"collapseRepeats" makes the token ${describeValue(element)}, which is also an action; rename it`,
        );
      }
      push(code);
    }
  }
}
