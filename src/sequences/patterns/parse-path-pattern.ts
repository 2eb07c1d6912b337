import { type Expression, MOST_PLACES, placesOf, type SymbolSet } from "./expression";
import { literalName, type NamePattern, namePattern } from "./name-pattern";
import { columnOf } from "./pattern-error";
import { PatternScanner } from "./pattern-scanner";

/** A path pattern as an expression over names of actions, and the names it holds. */
export interface ParsedPathPattern {
  readonly expression: Expression;
  readonly names: readonly { readonly pattern: NamePattern; readonly at: number }[];
  /** The ends of the path that it names. */
  readonly anchors: ReadonlySet<"START" | "END">;
}

const ANY: SymbolSet = { has: () => true, takesAll: true };
const ANYTHING: Expression = {
  kind: "repeat",
  of: { kind: "one", of: ANY },
  min: 0,
  max: Number.POSITIVE_INFINITY,
};

/** Names of actions outside brackets end at a blank, at an arrow, and at a sign of the language. */
const BARE_NAME = /(?:(?!->)[^\s[\](){}|*+?",→])+/y;
const NAME_IN_BRACKETS = /(?:(?!->)(?:\\[*\\]|[^\s[\]"|,→]))+/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const ARROW = /->|→/y;

/**
 * Reads a path pattern; docs/path-patterns.md has its grammar.
 *
 * @param option what it is called in errors.
 * @throws RangeError showing the place.
 */
export function parsePathPattern(option: string, text: string): ParsedPathPattern {
  const scanner = new PatternScanner(option, text);
  const names: { pattern: NamePattern; at: number }[] = [];
  const anchors = new Set<"START" | "END">();
  const skip = () => scanner.take(/\s+/y);

  function choice(): Expression {
    const parts = [sequence()];
    while (scanner.take(/\|/y)) parts.push(sequence());
    return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
  }
  function sequence(): Expression {
    const parts = [item()];
    while (scanner.take(ARROW)) parts.push(item());
    return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
  }
  function item(): Expression {
    skip();
    const start = scanner.at;
    const of = primary();
    const isGap = of === ANYTHING;
    skip();
    const repetition = scanner.repetition();
    skip();
    if (repetition === undefined) return of;
    if (isGap)
      throw scanner.error('expected no count after "...", which is any number of actions; write .{0,5}', start);
    const again = scanner.at;
    if (scanner.repetition()) throw scanner.error("expected one repetition of an action, got two", again);
    return { kind: "repeat", of, ...repetition };
  }
  function primary(): Expression {
    const start = scanner.at;
    if (scanner.take(/\(/y)) {
      const inner = scanner.inside(choice);
      if (!scanner.take(/\)/y)) throw unexpected(`")" for the parenthesis at column ${columnOf(scanner.text, start)}`);
      return inner;
    }
    if (scanner.peek(/\[/y)) return { kind: "one", of: brackets() };
    const quoted = takeQuoted();
    if (quoted !== undefined) return one(literalName(quoted), start);
    const name = scanner.take(BARE_NAME);
    if (name === undefined) throw unexpected("an action");
    if (name === "...") return ANYTHING;
    if (name === "…") return ANYTHING;
    if (name === ".") return { kind: "one", of: ANY };
    if (name.startsWith("^"))
      throw scanner.error(`expected brackets around what is not to stand here: [${name}]`, start);
    if (name === "START" || name === "END") {
      anchors.add(name);
      return { kind: "one", of: { has: (action) => action === name, edge: name === "START" ? "begin" : "end" } };
    }
    return one(literalName(name), start);
  }
  function one(pattern: NamePattern, at: number): Expression {
    names.push({ pattern, at });
    return { kind: "one", of: { has: pattern.fits } };
  }
  function brackets(): SymbolSet {
    const start = scanner.at;
    const isExcluded = scanner.take(/\[\s*\^?/y)!.endsWith("^");
    const exact = new Set<string>();
    const several: NamePattern[] = [];
    for (;;) {
      scanner.take(/[\s,|]+/y);
      const at = scanner.at;
      const quoted = takeQuoted();
      const bare = quoted === undefined ? scanner.take(NAME_IN_BRACKETS) : undefined;
      if (quoted === undefined && bare === undefined) break;
      const pattern = quoted === undefined ? namePattern(bare!) : literalName(quoted);
      names.push({ pattern, at });
      if (pattern.name === undefined) several.push(pattern);
      else exact.add(pattern.name);
    }
    if (!scanner.take(/\]/y)) throw unexpected(`"]" for the bracket at column ${columnOf(scanner.text, start)}`);
    if (exact.size + several.length === 0) throw scanner.error("expected an action in the brackets", start);
    return { has: (name) => (exact.has(name) || several.some((pattern) => pattern.fits(name))) !== isExcluded };
  }
  function takeQuoted(): string | undefined {
    const quoted = scanner.take(QUOTED);
    if (quoted !== undefined) return quoted.slice(1, -1).replace(/\\(.)/gs, "$1");
    if (scanner.peek(/"/y)) throw scanner.error("expected a second quote for the one");
    return undefined;
  }
  function unexpected(expected: string): RangeError {
    return scanner.error(`expected ${expected}${scanner.done ? ", got the end of the pattern" : ""}`);
  }

  const expression = choice();
  if (!scanner.done) {
    const isName = scanner.peek(BARE_NAME) ?? scanner.peek(QUOTED) ?? scanner.peek(/[[(]/y);
    throw scanner.error(
      isName
        ? 'expected "->" before it (a name with blanks stands in quotes)'
        : 'expected "->" or the end of the pattern',
    );
  }
  const places = placesOf(expression);
  if (places > MOST_PLACES) {
    throw new RangeError(`"${option}" expected at most ${MOST_PLACES} actions, its counts written out, got ${places}`);
  }
  return { expression, names, anchors };
}
