import { type Expression, MOST_PLACES, placesOf, type SymbolSet } from "./expression";
import { columnOf } from "./pattern-error";
import { PatternScanner } from "./pattern-scanner";

const ANY: SymbolSet = { has: () => true };
const BEGIN: SymbolSet = { has: () => false, edge: "begin" };
const END: SymbolSet = { has: () => false, edge: "end" };

const DIGIT = /^[0-9]$/;
const WORD = /^[0-9A-Za-z_]$/;
const BLANK = /^\s$/;
/** What `\d`, `\w`, `\s` take; the capital letter takes all else. */
const SETS: Readonly<Record<string, RegExp>> = { d: DIGIT, w: WORD, s: BLANK };
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/**
 * Reads a regular expression over characters: what can be matched in linear time of the usual notation. Not among it are back
 * references, look-around, word boundaries, and lazy repetitions (matches are the longest anyway).
 *
 * @param option what it is called in errors.
 * @throws RangeError showing the place.
 */
export function parseTextPattern(option: string, text: string): Expression {
  const scanner = new PatternScanner(option, text);

  function choice(): Expression {
    const parts = [sequence()];
    while (scanner.take(/\|/y)) parts.push(sequence());
    return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
  }
  function sequence(): Expression {
    const parts: Expression[] = [];
    while (!scanner.done && !scanner.peek(/[|)]/y)) parts.push(repeated());
    return { kind: "sequence", parts };
  }
  function repeated(): Expression {
    const of = primary();
    const repetition = scanner.repetition();
    if (repetition === undefined) return of;
    if (scanner.peek(/[*+?{]/y)) {
      throw scanner.error("expected one repetition, got two (there are no lazy ones: matches are the longest)");
    }
    return { kind: "repeat", of, ...repetition };
  }
  function primary(): Expression {
    const start = scanner.at;
    if (scanner.take(/\(/y)) {
      if (scanner.take(/\?/y) && !scanner.take(/:/y)) {
        throw scanner.error("expected no look-around and no named part, which cannot be matched in linear time", start);
      }
      const inner = scanner.inside(choice);
      if (!scanner.take(/\)/y))
        throw scanner.error(`expected ")" for the parenthesis at column ${columnOf(scanner.text, start)}`);
      return inner;
    }
    if (scanner.peek(/[*+?{]/y)) throw scanner.error("expected a character before the repetition");
    return { kind: "one", of: symbol() };
  }
  function symbol(): SymbolSet {
    if (scanner.take(/\^/y)) return BEGIN;
    if (scanner.take(/\$/y)) return END;
    if (scanner.take(/\./y)) return ANY;
    if (scanner.peek(/\[/y)) return brackets();
    return setOf([member()], false);
  }
  function brackets(): SymbolSet {
    const start = scanner.at;
    const isExcluded = scanner.take(/\[\^?/y)!.length > 1;
    const members: Member[] = [];
    while (!scanner.done && !scanner.peek(/\]/y)) {
      const at = scanner.at;
      const from = member();
      const isRange = scanner.peek(/-(?!\])/y) !== undefined && typeof from === "string";
      if (isRange) scanner.take(/-/y);
      const to = isRange ? member() : from;
      if (isRange && (typeof to !== "string" || to.codePointAt(0)! < from.codePointAt(0)!)) {
        throw scanner.error("expected a range such as a-z", at);
      }
      members.push(isRange ? { from: from.codePointAt(0)!, to: (to as string).codePointAt(0)! } : from);
    }
    if (!scanner.take(/\]/y))
      throw scanner.error(`expected "]" for the bracket at column ${columnOf(scanner.text, start)}`);
    if (members.length === 0) throw scanner.error("expected a character in the brackets", start);
    return setOf(members, isExcluded);
  }
  function member(): string | SymbolSet {
    const start = scanner.at;
    const escaped = scanner.take(/\\./suy)?.slice(1);
    if (escaped === undefined) {
      const character = scanner.take(/[^\\]/suy);
      if (character === undefined) throw scanner.error("expected a character behind the backslash");
      return character;
    }
    const set = SETS[escaped.toLowerCase()];
    if (set) return { has: (character) => set.test(character) === (escaped === escaped.toLowerCase()) };
    if (ESCAPED[escaped]) return ESCAPED[escaped];
    if (/[0-9A-Za-z]/.test(escaped)) {
      throw scanner.error(
        `expected \\d, \\w, \\s, \\n, \\r, \\t or a sign behind the backslash, got \\${escaped}`,
        start,
      );
    }
    return escaped;
  }

  const expression = choice();
  if (!scanner.done) throw scanner.error('expected the end of the expression, got ")" that nothing opens');
  const places = placesOf(expression);
  if (places > MOST_PLACES) {
    throw new RangeError(
      `"${option}" expected at most ${MOST_PLACES} characters, its counts written out, got ${places}`,
    );
  }
  return expression;
}

type Member = string | SymbolSet | { readonly from: number; readonly to: number };

function setOf(members: readonly Member[], isExcluded: boolean): SymbolSet {
  const takes = (character: string) =>
    members.some((member) => {
      if (typeof member === "string") return member === character;
      if ("has" in member) return member.has(character);
      const code = character.codePointAt(0)!;
      return member.from <= code && code <= member.to;
    });
  return { has: (character) => takes(character) !== isExcluded };
}
