import { oneOf, type Schema, string } from "../../core/internal";
import type { ActionLog } from "../build/action-log";
import { readPathPattern } from "../patterns/path-pattern";
import { pathPatternText } from "../patterns/pattern-fields";
import { type LogPath, rewritePaths, withAction } from "./rewrite-paths";
import { type ActionNames, actionNames, fitsAny, missing } from "./step-fields";
import type { PathView, StepKind } from "./step-kind";
import { notesOnPatterns, notesOnUnknown } from "./unknown-names";

/**
 * Makes one event of several that follow each other: of a run of some actions, or of a stretch that is a match of a pattern
 * (of those that begin first the longest). It happens when the first of them did.
 */
export interface GroupStep {
  step: "group";
  /** Names of actions, in which `*` stands for any characters; this or `pattern`. */
  actions?: ActionNames | undefined;
  /** A path pattern such as `(search -> view){2,}`; this or `actions`. */
  pattern?: string | undefined;
  /** Name of the one event. */
  name: string;
}

export const GROUP_STEP = {
  schema: {
    step: oneOf(["group"]),
    actions: actionNames(),
    pattern: pathPatternText(),
    name: string(),
  } satisfies Schema<GroupStep>,
  wholePaths: true,
  check({ actions, pattern, name }, path) {
    if (name === undefined) throw missing(`${path}.name`, "a name");
    if ((actions === undefined) === (pattern === undefined)) {
      throw new TypeError(
        `"${path}" expected either "actions" or "pattern", got ${actions === undefined ? "none" : "both"}`,
      );
    }
  },
  compile({ actions, pattern, name }) {
    const compiled = pattern === undefined ? undefined : readPathPattern(pattern, "pattern");
    const fits = actions === undefined ? undefined : fitsAny(actions);
    return (log: ActionLog, view: PathView) => {
      const { tokens } = log;
      const named = withAction(log.actions, name);
      const inGroup = fits && log.actions.map(fits);
      const coded = compiled?.over(log.actions);
      const stretches = ({ start, end }: LogPath) =>
        coded ? coded.findAll(tokens.subarray(start, end)) : runs(tokens, start, end, inGroup!);
      return rewritePaths(
        log,
        view,
        (path, writer) => {
          let event = path.start;
          for (const stretch of stretches(path)) {
            if (stretch.start === stretch.end) continue;
            while (event < path.start + stretch.start) writer.add(event++);
            writer.add(event, named.number);
            event = path.start + stretch.end;
          }
          while (event < path.end) writer.add(event++);
          return true;
        },
        named.actions,
      );
    };
  },
  notes: ({ actions, pattern }, before) => [...notesOnUnknown(actions, before), ...notesOnPatterns([pattern], before)],
} satisfies StepKind<GroupStep>;

/** Runs of events of a group, from the start of a path. */
function* runs(tokens: Uint32Array, start: number, end: number, inGroup: readonly boolean[]) {
  for (let event = start; event < end; event++) {
    if (!inGroup[tokens[event]!]) continue;
    const first = event;
    while (event < end && inGroup[tokens[event]!]) event++;
    yield { start: first - start, end: event - start };
  }
}
