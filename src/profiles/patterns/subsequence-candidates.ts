import { type Checkpoint, forEachYielding, sum, topK } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import { type Shares, worthTesting } from "./candidate";
import type { GroupCounts } from "./count-patterns";

/** Actions looked at in each segment: those that most members show. */
const ACTIONS = 40;
/** Pairs that are tried with a third action. */
const EXTENDED = 10;
/** Most subsequences returned. */
const MOST = 20;
/** (Sequence, segment) pairs looked at: of each segment, and of everybody else. Only the search is on a sample. */
const OWN_SAMPLE = 4000;
const OTHERS_SAMPLE = 10_000;

/** A sample of (sequence, segment) pairs on the first half of the inputs, with what each stands for. */
export interface PairSample {
  readonly pairs: Uint32Array;
  readonly weights: Float64Array;
}

/**
 * Takes about `size` of the pairs `from .. to - 1`: all heavy ones, and of the light ones every n-th, which then
 * stands for those left out.
 */
function samplePairs({ members }: ProfileContext, [from, to]: readonly [number, number], size: number): PairSample {
  const { firstHalf } = members;
  let total = 0;
  for (let pair = from; pair < to; pair++) total += firstHalf[pair]!;
  const heavy = total / size;
  const stride = Math.max(1, Math.ceil((to - from) / size));
  const pairs: number[] = [];
  const weights: number[] = [];
  for (let pair = from; pair < to; pair++) {
    const weight = firstHalf[pair]!;
    const isHeavy = weight > heavy;
    if (weight === 0 || !(isHeavy || pair % stride === 0)) continue;
    pairs.push(pair);
    weights.push(isHeavy ? weight : weight * stride);
  }
  return { pairs: Uint32Array.from(pairs), weights: Float64Array.from(weights) };
}

/** The sample that all segments are compared with. */
export function sampleEverybody(context: ProfileContext): PairSample {
  return samplePairs(context, [0, context.members.rows.length], OTHERS_SAMPLE);
}

/**
 * Subsequences of two and three actions, others between them or not, that are more common in the counted segment than
 * elsewhere, on the first half of the inputs; as lists of tokens.
 *
 * @param between tokens that mark pauses and sessions, which are never part of one.
 */
export async function subsequenceCandidates(
  context: ProfileContext,
  within: GroupCounts,
  group: number,
  { everybody, between }: { everybody: PairSample; between: ReadonlySet<string> },
  at: Checkpoint,
): Promise<number[][]> {
  const { members, sequences } = context;
  const span = [members.offsets[group]!, members.offsets[group + 1]!] as const;
  const isOwn = (pair: number) => pair >= span[0] && pair < span[1];
  const own = samplePairs(context, span, OWN_SAMPLE);
  const kept = everybody.pairs.map((pair) => (isOwn(pair) ? 0 : 1));
  const others: PairSample = {
    pairs: everybody.pairs.filter((_, i) => kept[i] === 1),
    weights: everybody.weights.filter((_, i) => kept[i] === 1),
  };
  const tokens = commonTokens(context, within, group, between);
  const n = tokens.length;
  if (n === 0 || own.pairs.length === 0 || others.pairs.length === 0) return [];
  const rows = new SampledRows(context, tokens);
  const total = { own: sum(own.weights), others: sum(others.weights) };
  const worth = (showing: number, othersShowing: number) =>
    worthTesting({ showing, members: total.own, othersShowing, others: total.others } satisfies Shares, 1);

  const pairs = { own: new Float64Array(n * n), others: new Float64Array(n * n) };
  for (const side of ["own", "others"] as const) {
    const { pairs: sampled, weights } = side === "own" ? own : others;
    await forEachYielding(sampled.length, at, (i) => {
      const length = rows.read(members.rows[sampled[i]!]!);
      rows.eachPair((a, b) => {
        pairs[side][a * n + b]! += weights[i]!;
      });
      return length + n;
    });
  }
  const ranked = (worths: Float64Array, count: number) =>
    topK(worths.keys(), count, (i, j) => worths[j]! - worths[i]! || i - j).filter((i) => worths[i]! > 0);
  const pairWorth = pairs.own.map((showing, i) => worth(showing, pairs.others[i]!));
  const extended = ranked(pairWorth, EXTENDED);

  const triples = { own: new Float64Array(EXTENDED * n), others: new Float64Array(EXTENDED * n) };
  for (const side of ["own", "others"] as const) {
    const { pairs: sampled, weights } = side === "own" ? own : others;
    await forEachYielding(sampled.length, at, (i) => {
      const length = rows.read(members.rows[sampled[i]!]!);
      extended.forEach((pair, place) => {
        rows.eachAfter(Math.floor(pair / n), pair % n, (c) => {
          triples[side][place * n + c]! += weights[i]!;
        });
      });
      return length + n;
    });
  }
  const tripleWorth = triples.own.map((showing, i) => {
    const value = worth(showing, triples.others[i]!);
    return value > pairWorth[extended[Math.floor(i / n)]!]! ? value : 0;
  });

  const ofPair = (pair: number) => [tokens[Math.floor(pair / n)]!, tokens[pair % n]!];
  const found = [
    ...ranked(pairWorth, MOST).map((pair) => ({ tokens: ofPair(pair), worth: pairWorth[pair]! })),
    ...ranked(tripleWorth, MOST).map((triple) => ({
      tokens: [...ofPair(extended[Math.floor(triple / n)]!), tokens[triple % n]!],
      worth: tripleWorth[triple]!,
    })),
  ];
  const { actions } = sequences.vocabulary;
  const text = (list: readonly number[]) => list.map((token) => actions[token]!).join("\u0000");
  return found
    .sort((a, b) => b.worth - a.worth || (text(a.tokens) < text(b.tokens) ? -1 : 1))
    .slice(0, MOST)
    .map((candidate) => candidate.tokens);
}

/** The tokens that most members of the first half show, a tenth of them at least. */
function commonTokens(
  { members, patterns, sequences }: ProfileContext,
  within: GroupCounts,
  group: number,
  between: ReadonlySet<string>,
): number[] {
  const { actions } = sequences.vocabulary;
  const least = 0.1 * members.firstSizes[group]!;
  return Array.from(within.seen)
    .filter((id) => id < patterns.actions && within.shownFirst[id]! >= least && !between.has(actions[id]!))
    .sort((a, b) => within.shownFirst[b]! - within.shownFirst[a]! || (actions[a]! < actions[b]! ? -1 : 1))
    .slice(0, ACTIONS);
}

/** Where the chosen actions stand in the row read last. */
class SampledRows {
  readonly #context: ProfileContext;
  readonly #lineOf: Int16Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #tokens: readonly number[];
  #present: number[] = [];
  #end = 0;

  constructor(context: ProfileContext, tokens: readonly number[]) {
    this.#context = context;
    this.#tokens = tokens;
    this.#lineOf = new Int16Array(context.patterns.actions).fill(-1);
    tokens.forEach((token, line) => {
      this.#lineOf[token] = line;
    });
    this.#first = new Int32Array(tokens.length).fill(-1);
    this.#last = new Int32Array(tokens.length);
  }

  /** Reads a row; returns its length. */
  read(row: number): number {
    const { tokens, offsets } = this.#context.sequences;
    for (const line of this.#present) this.#first[line] = -1;
    this.#present.length = 0;
    const start = offsets[row]!;
    this.#end = offsets[row + 1]!;
    for (let p = start; p < this.#end; p++) {
      const line = this.#lineOf[tokens[p]!]!;
      if (line < 0) continue;
      if (this.#first[line]! < 0) {
        this.#first[line] = p;
        this.#present.push(line);
      }
      this.#last[line] = p;
    }
    return this.#end - start;
  }

  /** Calls back for every action a with an action b later. */
  eachPair(call: (a: number, b: number) => void): void {
    for (const a of this.#present) {
      for (const b of this.#present) if (this.#first[a]! < this.#last[b]!) call(a, b);
    }
  }

  /** Calls back for every action that stands after an a with a b later. */
  eachAfter(a: number, b: number, call: (c: number) => void): void {
    if (this.#first[a]! < 0 || this.#first[b]! < 0 || this.#first[a]! >= this.#last[b]!) return;
    const { tokens } = this.#context.sequences;
    let p = this.#first[a]! + 1;
    while (tokens[p] !== this.#tokens[b]) p++;
    for (const c of this.#present) if (this.#last[c]! > p) call(c);
  }
}
