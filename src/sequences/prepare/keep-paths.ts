import type { Duration } from "../../core";
import { duration, integer, oneOf, type Schema } from "../../core/internal";
import { readPathPattern } from "../patterns/path-pattern";
import { pathPatternText } from "../patterns/pattern-fields";
import { copyPath, rewritePaths } from "./rewrite-paths";
import type { StepKind } from "./step-kind";
import { notesOnPatterns } from "./unknown-names";

/** Keeps paths of which all that is given holds; the others are left out, and counted. */
export interface KeepPathsStep {
  step: "keepPaths";
  /** The fewest events that a path may have. @default no bound */
  minLength?: number | undefined;
  /** The most events that a path may have. @default no bound */
  maxLength?: number | undefined;
  /** The shortest time from the first event to the last. @default no bound */
  minSpan?: Duration | undefined;
  /** The longest time from the first event to the last. @default no bound */
  maxSpan?: Duration | undefined;
  /** A path pattern that they hold. @default none */
  matching?: string | undefined;
  /** A path pattern that they do not hold. @default none */
  notMatching?: string | undefined;
}

const CONDITIONS = ["minLength", "maxLength", "minSpan", "maxSpan", "matching", "notMatching"] as const;

export const KEEP_PATHS_STEP = {
  schema: {
    step: oneOf(["keepPaths"]),
    minLength: integer({ min: 1 }),
    maxLength: integer({ min: 1 }),
    minSpan: duration(),
    maxSpan: duration(),
    matching: pathPatternText(),
    notMatching: pathPatternText(),
  } satisfies Schema<KeepPathsStep>,
  wholePaths: true,
  check(step, path) {
    if (CONDITIONS.some((name) => step[name] !== undefined)) return;
    throw new TypeError(`"${path}" expected one of ${CONDITIONS.map((name) => `"${name}"`).join(", ")}, got none`);
  },
  timed: (step) => (["minSpan", "maxSpan"] as const).filter((name) => step[name] !== undefined),
  compile({ minLength = 1, maxLength = Number.POSITIVE_INFINITY, minSpan, maxSpan, matching, notMatching }) {
    const wanted = matching === undefined ? undefined : readPathPattern(matching, "matching");
    const unwanted = notMatching === undefined ? undefined : readPathPattern(notMatching, "notMatching");
    const shortest = (minSpan as number | undefined) ?? 0;
    const longest = (maxSpan as number | undefined) ?? Number.POSITIVE_INFINITY;
    return (log, view) => {
      const { time } = log;
      const shown = wanted?.over(log.actions);
      const unshown = unwanted?.over(log.actions);
      return rewritePaths(log, view, (path, writer) => {
        const { start, end } = path;
        const tokens = log.tokens.subarray(start, end);
        const span = time ? time[end - 1]! - time[start]! : undefined;
        const holds =
          end - start >= minLength &&
          end - start <= maxLength &&
          (span === undefined || (span >= shortest && span <= longest)) &&
          (shown?.test(tokens) ?? true) &&
          !unshown?.test(tokens);
        return holds && copyPath(path, writer);
      });
    };
  },
  notes: ({ matching, notMatching }, before) => notesOnPatterns([matching, notMatching], before),
} satisfies StepKind<KeepPathsStep>;
