import { wrongType } from "../../core/internal";
import { Automaton } from "./automaton";
import { parseTextPattern } from "./parse-text-pattern";

/** A regular expression whose search takes time in proportion to the text, whatever the expression. */
export interface TextPattern {
  /** Puts `by` in the place of each match: the longest of those that begin first, then behind it the next one. */
  replace(text: string, by: string): string;
}

/**
 * Compiles a regular expression over characters.
 *
 * @param option what it is called in errors.
 * @throws TypeError when `text` is no text; RangeError, with a caret under the place, when it is no such expression.
 */
export function readTextPattern(text: unknown, option: string): TextPattern {
  if (typeof text !== "string") throw wrongType(option, "a regular expression as text", text);
  const automaton = new Automaton(parseTextPattern(option, text));
  return {
    replace(subject, by) {
      const characters = [...subject];
      const tokens = Uint32Array.from(characters, (character) => automaton.classes.of(character));
      const input = { tokens, classOf: Uint32Array.from(automaton.classes.takers.keys()) };
      let result = "";
      let at = 0;
      for (const { start, end } of automaton.matches(input, 0, tokens.length)) {
        if (start === end) continue;
        result += characters.slice(at, start).join("") + by;
        at = end;
      }
      return result + characters.slice(at).join("");
    },
  };
}
