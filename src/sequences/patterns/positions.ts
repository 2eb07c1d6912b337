import { type Expression, placesOf, type SymbolSet } from "./expression";

/**
 * The position automaton of an expression (Glushkov 1961): a state for each place of the expression, the one that took the
 * last symbol, and state 0 before the first. Sets of states are bits in words of 32.
 */
export interface Positions {
  /** Words of a set. */
  readonly words: number;
  /** For each state what it takes; nothing for state 0. */
  readonly takes: readonly (SymbolSet | undefined)[];
  /** The states that may come next, and those that may have come before: a set for each state. */
  readonly follow: Uint32Array;
  readonly precede: Uint32Array;
  /** The states in which the expression is matched. */
  readonly final: Uint32Array;
}

/** A part of the expression: the states by which it begins and ends, and whether it takes nothing, too. */
interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

const NOTHING: Part = { first: [], last: [], nullable: true };

/** Builds the position automaton. */
export function positionsOf(expression: Expression): Positions {
  const states = placesOf(expression) + 1;
  const words = Math.ceil(states / 32);
  const follow = new Uint32Array(states * words);
  const precede = new Uint32Array(states * words);
  const takes: (SymbolSet | undefined)[] = [undefined];

  function link(from: readonly number[], to: readonly number[]): void {
    for (const a of from) {
      for (const b of to) {
        setBit(follow, a * words, b);
        setBit(precede, b * words, a);
      }
    }
  }
  function joined(a: Part, b: Part): Part {
    link(a.last, b.first);
    return {
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
      nullable: a.nullable && b.nullable,
    };
  }
  function build(node: Expression): Part {
    switch (node.kind) {
      case "one": {
        const state = takes.push(node.of) - 1;
        return { first: [state], last: [state], nullable: false };
      }
      case "sequence":
        return node.parts.map(build).reduce(joined, NOTHING);
      case "choice": {
        const parts = node.parts.map(build);
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          nullable: parts.some(({ nullable }) => nullable),
        };
      }
      case "repeat":
        return repeated(node);
    }
  }
  function repeated({ of, min, max }: Extract<Expression, { kind: "repeat" }>): Part {
    if (max === Number.POSITIVE_INFINITY) {
      const before = Array.from({ length: Math.max(0, min - 1) }, () => build(of)).reduce(joined, NOTHING);
      const loop = build(of);
      link(loop.last, loop.first);
      return joined(before, min === 0 ? { ...loop, nullable: true } : loop);
    }
    const needed = Array.from({ length: min }, () => build(of)).reduce(joined, NOTHING);
    let optional = NOTHING; // x{0,2} is (x (x)?)?
    for (let i = min; i < max; i++) optional = { ...joined(build(of), optional), nullable: true };
    return joined(needed, optional);
  }

  const whole = build(expression);
  link([0], whole.first);
  const final = new Uint32Array(words);
  for (const state of whole.last) setBit(final, 0, state);
  if (whole.nullable) setBit(final, 0, 0);
  return { words, takes, follow, precede, final };
}

function setBit(words: Uint32Array, from: number, bit: number): void {
  words[from + (bit >>> 5)]! |= 1 << (bit & 31);
}
