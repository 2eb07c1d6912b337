import type { SequenceOptions } from "../../src";

/** What {@link naiveSequences} gives: everything in names, nothing in numbers. */
export interface NaiveSequences {
  /** For each input its rewritten actions; undefined where it is left out. */
  readonly inputs: (string[] | undefined)[];
  /** Actions with their counts, most frequent first, ties by name. */
  readonly vocabulary: [string, number][];
  /** Distinct sequences with their weights, in canonical order. */
  readonly rows: [string[], number][];
}

/** Naive twin of `sequencesFrom`: each option as one pass over arrays of names. */
export function naiveSequences(inputs: readonly (readonly string[])[], options: SequenceOptions): NaiveSequences {
  const { minCount = 1, unknownToken = "(other)", minLength = 1, maxLength = Number.POSITIVE_INFINITY } = options;
  const rename = (options.rename ?? ((action) => action)) as (action: string) => string | null;
  const renamed = inputs.map((input) => input.map(rename).filter((name): name is string => Boolean(name)));
  const counts = countOf(renamed.flat());
  const common = renamed.map((input) => input.map((name) => (counts.get(name)! < minCount ? unknownToken : name)));
  const cut = common.map((input) => {
    const tokens = collapse(input, options.collapseRepeats ?? false);
    return options.keep === "last" ? tokens.slice(-maxLength) : tokens.slice(0, maxLength);
  });
  const kept = cut.map((input) => (input.length >= minLength ? input : undefined));
  const vocabulary = [...countOf(kept.flatMap((input) => input ?? []))].sort(
    ([a, m], [b, n]) => n - m || (a < b ? -1 : 1),
  );
  const tokenOf = new Map(vocabulary.map(([action], token) => [action, token]));
  const weights = countOf(kept.filter((input) => input !== undefined).map((input) => JSON.stringify(input)));
  const rows = [...weights].map(([text, weight]): [string[], number] => [JSON.parse(text), weight]);
  rows.sort(([a, m], [b, n]) => n - m || compare(a, b, tokenOf));
  return { inputs: kept, vocabulary, rows };
}

function collapse(input: readonly string[], how: boolean | "buckets"): string[] {
  if (how === false) return [...input];
  const runs: { action: string; length: number }[] = [];
  for (const action of input) {
    const last = runs.at(-1);
    if (last?.action === action) last.length += 1;
    else runs.push({ action, length: 1 });
  }
  return runs.map(({ action, length }) => (how === "buckets" ? action + suffix(length) : action));
}

function suffix(length: number): string {
  if (length === 1) return "";
  if (length === 2) return "×2";
  if (length <= 5) return "×3-5";
  return length <= 10 ? "×6-10" : "×11+";
}

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function compare(a: readonly string[], b: readonly string[], tokenOf: ReadonlyMap<string, number>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = tokenOf.get(a[i]!)! - tokenOf.get(b[i]!)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
