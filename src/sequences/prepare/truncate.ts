import { oneOf, type Schema } from "../../core/internal";
import { type CodedPathPattern, type PathMatch, readPathPattern } from "../patterns/path-pattern";
import { pathPatternText } from "../patterns/pattern-fields";
import { copyPath, rewritePaths } from "./rewrite-paths";
import type { StepKind } from "./step-kind";
import { notesOnPatterns } from "./unknown-names";

/** Cuts paths to what stands from one pattern to another, both among it. */
export interface TruncateStep {
  step: "truncate";
  /** A path pattern by which paths begin. @default none: paths begin where they do */
  from?: string | undefined;
  /** Which of several matches that is. @default "first" */
  fromMatch?: "first" | "last" | undefined;
  /** A path pattern by which paths end; it is looked for behind `from`. @default none: paths end where they do */
  to?: string | undefined;
  /** Which of several matches that is. @default "first" */
  toMatch?: "first" | "last" | undefined;
  /** Whether a path without one of the two stays as it is, or is left out. @default "keep" */
  missing?: "keep" | "drop" | undefined;
}

export const TRUNCATE_STEP = {
  schema: {
    step: oneOf(["truncate"]),
    from: pathPatternText(),
    fromMatch: oneOf(["first", "last"], "first"),
    to: pathPatternText(),
    toMatch: oneOf(["first", "last"], "first"),
    missing: oneOf(["keep", "drop"], "keep"),
  } satisfies Schema<TruncateStep>,
  wholePaths: true,
  check({ from, to }, path) {
    if (from === undefined && to === undefined) throw new TypeError(`"${path}" expected "from" or "to", got none`);
  },
  compile({ from, fromMatch, to, toMatch, missing }) {
    const begins = from === undefined ? undefined : readPathPattern(from, "from");
    const ends = to === undefined ? undefined : readPathPattern(to, "to");
    return (log, view) => {
      const beginning = begins?.over(log.actions);
      const ending = ends?.over(log.actions);
      return rewritePaths(log, view, (path, writer) => {
        const tokens = log.tokens.subarray(path.start, path.end);
        const first = beginning ? matchOf(beginning, tokens, fromMatch) : { start: 0, end: 0 };
        const last = first && ending ? matchOf(ending, tokens.subarray(first.end), toMatch) : undefined;
        if (first === undefined || (ending && last === undefined)) return missing === "keep" && copyPath(path, writer);
        const end = last ? path.start + first.end + last.end : path.end;
        return copyPath({ ...path, start: path.start + first.start, end }, writer);
      });
    };
  },
  notes: ({ from, to }, before) => notesOnPatterns([from, to], before),
} satisfies StepKind<TruncateStep>;

function matchOf(
  pattern: CodedPathPattern,
  tokens: Uint32Array,
  which: "first" | "last" | undefined,
): PathMatch | undefined {
  return which === "last" ? pattern.findAll(tokens).at(-1) : pattern.find(tokens);
}
