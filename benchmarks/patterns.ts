// Paths -> those that hold a match of a path pattern. n is the number of paths, d that of actions in all; quality is the number of
// paths that do. The peer is RegExp over one letter an action, as it is done by hand; on patterns that make it backtrack
// it does not end, and is left out.
import { pathPattern } from "../src/sequences";
import { MSNBC, PATTERN_CASES, type PatternPaths, patternPaths } from "./data/pattern-paths";
import type { Subject } from "./harness";

type Input = Awaited<ReturnType<typeof patternPaths>>;

const patterns: Subject<PatternPaths, Input, Uint8Array> = {
  cases: (quick) =>
    PATTERN_CASES.filter(({ kind }) => !quick || kind === "long").map(({ name, kind, ...params }) => ({
      case: name,
      params: { kind, ...params },
      ...(kind === "visitors" ? { needs: MSNBC } : { alone: true }),
    })),
  load: ({ kind }) => patternPaths(kind),
  run: async (paths, { pattern }) => pathPattern(pattern).over(paths.vocabulary.actions).testRows(paths),
  describe: (shows, { tokens }) => ({
    n: shows.length,
    d: tokens.length,
    result: shows.reduce((count, one) => count + one, 0),
  }),
  quality: Number,
  peer: "peers/patterns.ts",
};

export default patterns;
