import { wrongType } from "../../core/internal";

/**
 * How actions become words: of some actions, the words for each (`{ W_Nabellen: "call after offer" }`), or a function
 * from a sequence to a text, which reaches the model as it is.
 */
export type Verbalizer = Readonly<Record<string, string>> | ((actions: readonly string[]) => string);

/** The text of a sequence. @throws TypeError when a function of the user's gives something else. */
export function verbalize(actions: readonly string[], verbalizer: Verbalizer | undefined, separator: string): string {
  if (typeof verbalizer !== "function") return actions.map((action) => wordsOf(action, verbalizer)).join(separator);
  const text: unknown = verbalizer(actions);
  if (typeof text === "string") return text;
  throw wrongType("verbalize()", "a string", text);
}

function wordsOf(action: string, dictionary: Readonly<Record<string, string>> | undefined): string {
  return dictionary && Object.hasOwn(dictionary, action) ? dictionary[action]! : splitWords(action);
}

/**
 * The words in a name: `LEVEL_5_FAIL` -> `level 5 fail`, `addToCart` -> `add to cart`, `/shop/cart` -> `shop cart`. A
 * name without a letter or digit stays as it is.
 */
function splitWords(name: string): string {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2") // addTo|Cart
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2") // HTTP|Server
    .replace(/(\p{L})(\p{N})/gu, "$1 $2") // level|5
    .replace(/(\p{N})(\p{L})/gu, "$1 $2")
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words ? words.join(" ").toLowerCase() : name;
}
