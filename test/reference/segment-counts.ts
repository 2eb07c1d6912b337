/** What a segment's members show, counted path by path: the twin of the counting in `profiles/`. */
export function countSegment(paths: readonly (readonly string[])[], labels: readonly number[], segment: number) {
  const kept = paths.map((path, i) => ({ path, label: labels[i]! })).filter(({ path }) => path.length > 0);
  const members = kept.filter(({ label }) => label === segment).map(({ path }) => path);
  const others = kept.filter(({ label }) => label !== segment).map(({ path }) => path);
  const share = (of: readonly (readonly string[])[], test: (path: readonly string[]) => boolean) =>
    of.length === 0 ? null : of.filter(test).length / of.length;
  const both = (test: (path: readonly string[]) => boolean) => ({
    coverage: share(members, test) ?? 0,
    elsewhere: share(others, test),
  });
  const follows = (of: readonly (readonly string[])[], from: string, to?: string) =>
    sum(
      of.map((path) => path.filter((a, i) => i > 0 && path[i - 1] === from && (to === undefined || a === to)).length),
    );
  const probability = (of: readonly (readonly string[])[], from: string, to: string) =>
    follows(of, from) === 0 ? null : follows(of, from, to) / follows(of, from);
  return {
    size: members.length,
    share: kept.length === 0 ? 0 : members.length / kept.length,
    shows: (pattern: readonly string[]) => both((path) => occurrences(path, pattern) > 0),
    /** As `shows`, with any others between. */
    follows: (pattern: readonly string[]) => both((path) => inOrder(path, pattern)),
    perMember: (pattern: readonly string[]) => sum(members.map((path) => occurrences(path, pattern))) / members.length,
    begins: (action: string) => both((path) => path[0] === action),
    ends: (action: string) => both((path) => path.at(-1) === action),
    transition: (from: string, to: string) => ({
      count: follows(members, from, to),
      probability: probability(members, from, to),
      elsewhere: probability(others, from, to),
    }),
    /** Share of members that show at least one of the patterns. */
    showsAny: (patterns: readonly { kind: string; actions: readonly string[] }[]) =>
      both((path) =>
        patterns.some(({ kind, actions }) =>
          kind === "subsequence" ? inOrder(path, actions) : occurrences(path, actions) > 0,
        ),
      ).coverage,
    lengths: members.map((path) => path.length),
    lengthsElsewhere: others.map((path) => path.length),
  };
}

/** Times that `pattern` stands in `path` in direct succession. */
function occurrences(path: readonly string[], pattern: readonly string[]): number {
  return path.filter((_, start) => pattern.every((action, i) => path[start + i] === action)).length;
}

/** Whether the actions of `pattern` stand in `path` in this order, with any others between them. */
function inOrder(path: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return true;
  return path.some((action, i) => action === first && inOrder(path.slice(i + 1), rest));
}

/** Quantile by its definition: the least value that at least a share q of the values do not exceed. */
export function quantile(values: readonly number[], q: number): number {
  return Math.min(...values.filter((value) => values.filter((other) => other <= value).length >= q * values.length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
