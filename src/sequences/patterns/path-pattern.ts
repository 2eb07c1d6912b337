import { didYouMean, listOfTexts, type Ragged, wrongType } from "../../core/internal";
import { parsePath } from "../paths";
import { Automaton, type Coded, type Span } from "./automaton";
import { type ParsedPathPattern, parsePathPattern } from "./parse-path-pattern";
import { columnOf } from "./pattern-error";
import { PERHAPS, SURELY } from "./symbol-classes";

/** Where a match stands in a path: its actions `start .. end`. */
export interface PathMatch extends Span {}

/** A pattern of paths ({@link pathPattern}). */
export interface PathPattern {
  /** As it was written. */
  readonly text: string;
  /** The ends of the path that it names outside quotes: each stands for an action of that name, too. */
  readonly anchors: ReadonlySet<"START" | "END">;
  /** Whether a path (actions in order, or an arrow path) holds a match. */
  test(path: readonly string[] | string): boolean;
  /** The match that begins first; of those that begin there the longest. Undefined for none. */
  find(path: readonly string[] | string): PathMatch | undefined;
  /** That match, then the next one behind it, and so on. */
  findAll(path: readonly string[] | string): PathMatch[];
  /**
   * The same for paths given as numbers of these actions, such as those of a vocabulary: the way to test many. Two numbers more
   * stand for an action that is not known: `actions.length` is taken by `.` and `...` alone, so what matches surely does;
   * `actions.length + 1` by any action, so what does not match surely does not.
   */
  over(actions: readonly string[]): CodedPathPattern;
  /** Names in the pattern that none of these actions has. That is no error: a log may come to hold them. */
  unknownNames(actions: readonly string[]): UnknownName[];
}

/** A pattern over paths of numbered actions. */
export interface CodedPathPattern {
  test(tokens: Uint32Array): boolean;
  find(tokens: Uint32Array): PathMatch | undefined;
  findAll(tokens: Uint32Array): PathMatch[];
  /** Where the match ends that is complete first, of those that begin at `behind` or later; -1 for none. */
  firstEnd(tokens: Uint32Array, behind: number): number;
  /** For each of many paths (the distinct ones of {@link Sequences}), 1 where it holds a match, else 0. */
  testRows(paths: Ragged): Uint8Array;
}

/** A name in a pattern that no action has. */
export interface UnknownName {
  /** As it stands in the pattern. */
  readonly name: string;
  /** Where, from 1. */
  readonly column: number;
  /** The action that was probably meant; undefined when none is near. */
  readonly nearest: string | undefined;
  /** All this in words. */
  readonly text: string;
}

/**
 * Compiles a pattern of paths, such as `cart -> [^support]* -> purchase`: a test that takes time in proportion to the path,
 * whatever the pattern. A match may stand anywhere in a path.
 *
 * | | |
 * | --- | --- |
 * | `a -> b` | b directly after a |
 * | `a -> ... -> b` | b after a, with any actions between them, or none |
 * | `.` | any one action |
 * | `[a b]`, `[^a b]`, `[shop_*]` | one of these; any but these; any whose name begins so |
 * | `a+`, `a*`, `a?`, `a{3}`, `a{3,}`, `a{2,5}` | one or more in a row, any number, one or none, a given number |
 * | <code>(a -> b){2}</code>, <code>a \| b -> c</code> | a part that repeats; one or the other |
 * | `START`, `END` | the beginning and the end of the path, or an action of that name |
 * | `"Add to cart"` | a name with blanks or signs, exactly as it is |
 *
 * @param text the pattern.
 * @returns the compiled pattern.
 * @throws TypeError when `text` is no text; RangeError, with a caret under the place, when it is no pattern, and when it
 *   holds more than 256 actions, its counts written out.
 * @example
 * const bought = pathPattern("cart -> [^support]* -> purchase");
 * bought.test("start -> cart -> look -> purchase"); // true
 * bought.test("start -> cart -> support -> purchase"); // false
 * bought.find(["start", "cart", "look", "purchase"]); // { start: 1, end: 4 }
 */
export function pathPattern(text: string): PathPattern {
  return readPathPattern(text, "pattern");
}

/**
 * The same of a pattern that is an option.
 *
 * @param option what it is called in errors.
 */
export function readPathPattern(text: unknown, option: string): PathPattern {
  if (typeof text !== "string") throw wrongType(option, "a path pattern", text);
  const parsed = parsePathPattern(option, text);
  let compiled: Automaton | undefined;
  const automaton = () => {
    compiled ??= new Automaton(parsed.expression);
    return compiled;
  };
  const coded = (path: readonly string[] | string): Coded => {
    const actions = typeof path === "string" ? parsePath(path) : path;
    if (!Array.isArray(actions)) throw wrongType("path", "an array of actions or an arrow path", path);
    const { classes } = automaton();
    const tokens = Uint32Array.from(listOfTexts("actions", actions), (action) => classes.of(action));
    return { tokens, classOf: Uint32Array.from(classes.takers.keys()) };
  };
  return {
    text,
    anchors: parsed.anchors,
    test(path) {
      const input = coded(path);
      return automaton().test(input, 0, input.tokens.length);
    },
    find: (path) => first(automaton(), coded(path)),
    findAll: (path) => all(automaton(), coded(path)),
    over(actions) {
      const { classes } = automaton();
      return codedPattern(
        automaton(),
        Uint32Array.from([...listOfTexts("actions", actions).map((action) => classes.of(action)), SURELY, PERHAPS]),
      );
    },
    unknownNames: (actions) => unknownNames(text, parsed, listOfTexts("actions", actions)),
  };
}

function codedPattern(automaton: Automaton, classOf: Uint32Array): CodedPathPattern {
  return {
    test: (tokens) => automaton.test({ tokens, classOf }, 0, tokens.length),
    find: (tokens) => first(automaton, { tokens, classOf }),
    findAll: (tokens) => all(automaton, { tokens, classOf }),
    firstEnd: (tokens, behind) => automaton.firstEnd({ tokens, classOf }, behind),
    testRows({ tokens, offsets }) {
      const input = { tokens, classOf };
      const shows = new Uint8Array(offsets.length - 1);
      for (let row = 0; row < shows.length; row++) {
        shows[row] = automaton.test(input, offsets[row]!, offsets[row + 1]!) ? 1 : 0;
      }
      return shows;
    },
  };
}

function first(automaton: Automaton, input: Coded): PathMatch | undefined {
  return automaton.matches(input, 0, input.tokens.length).next().value;
}

function all(automaton: Automaton, input: Coded): PathMatch[] {
  return [...automaton.matches(input, 0, input.tokens.length)];
}

function unknownNames(text: string, { names }: ParsedPathPattern, actions: readonly string[]): UnknownName[] {
  const known = new Set(actions);
  return names.flatMap(({ pattern, at }): UnknownName[] => {
    const { name } = pattern;
    if (name === undefined ? actions.some(pattern.fits) : known.has(name)) return [];
    const column = columnOf(text, at);
    const nearest = name === undefined ? undefined : didYouMean(name, actions);
    const isBeginning = name !== undefined && text[at + name.length] === "*" && actions.some((a) => a.startsWith(name));
    const meant = nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
    const hint = isBeginning ? `; names that begin so are [${name}*]` : meant;
    const shown = JSON.stringify(pattern.text);
    const said = name === undefined ? `no action fits ${shown}` : `no action is named ${shown}`;
    return [{ name: pattern.text, column, nearest, text: `${said} (column ${column})${hint}` }];
  });
}
