import { type Field, wrongType } from "../../core/internal";

/** What came of the users of each segment, such as a purchase; the `outcome` of `outcomes` is one. Never what segments were made of. */
export interface CardOutcome {
  /** What it is called: `converted`. */
  readonly name: string;
  /** For each segment, in the model's order, a sentence on it; null where there is nothing to say. */
  readonly sentences: readonly (string | null)[];
}

/** Reads outcomes. */
export function outcomesField(): Field<readonly CardOutcome[], undefined> {
  const expected = "an array of outcomes, each with a name and sentences";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      for (const [i, outcome] of value.entries()) {
        if (!isOutcome(outcome)) throw wrongType(`${name}[${i}]`, "an outcome with a name and sentences", outcome);
      }
      return value as readonly CardOutcome[];
    },
  };
}

function isOutcome(value: unknown): boolean {
  const { name, sentences } = (value ?? {}) as Partial<CardOutcome>;
  const isText = (text: unknown) => typeof text === "string";
  return isText(name) && Array.isArray(sentences) && sentences.every((one) => one === null || isText(one));
}
