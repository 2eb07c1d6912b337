import { didYouMean } from "../../core/internal";
import type { ActionLog } from "../build/action-log";
import { namePattern } from "../patterns/name-pattern";
import { readPathPattern } from "../patterns/path-pattern";
import type { ActionNames } from "./step-fields";

/** Says which names, or patterns of names, fit no action of a log. */
export function notesOnUnknown(names: ActionNames | undefined, { actions }: ActionLog): string[] {
  if (names === undefined) return [];
  const known = new Set(actions);
  return [names].flat().flatMap((text) => {
    const { name, fits } = namePattern(text);
    if (name === undefined) return actions.some(fits) ? [] : [`no action fits ${JSON.stringify(text)}`];
    if (known.has(name)) return [];
    const nearest = didYouMean(name, actions);
    return [
      `no action is named ${JSON.stringify(name)}${nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`}`,
    ];
  });
}

/** Says the same of the names in path patterns, and where an end of the path may be meant for an action. */
export function notesOnPatterns(patterns: readonly (string | undefined)[], log: ActionLog): string[] {
  return patterns.flatMap((text) => {
    if (text === undefined) return [];
    const { anchors, unknownNames } = readPathPattern(text, "pattern");
    const doubtful = [...anchors].filter((name) => standsInside(log, name));
    return [
      ...unknownNames(log.actions).map((name) => `in ${JSON.stringify(text)}, ${name.text}`),
      ...doubtful.map((name) => {
        const end = name === "START" ? "beginning" : "end";
        return `in ${JSON.stringify(text)}, ${name} is the ${end} of a path, or an action ${name}; for the action alone write "${name}" in quotes`;
      }),
    ];
  });
}

/** Whether an action has the name of an end of paths, and stands elsewhere in one. */
function standsInside({ actions, tokens, offsets, session }: ActionLog, name: "START" | "END"): boolean {
  const action = actions.indexOf(name);
  const beside = name === "START" ? -1 : 1;
  for (let user = 0; action >= 0 && user + 1 < offsets.length; user++) {
    const [from, to] = [offsets[user]!, offsets[user + 1]!];
    for (let event = from; event < to; event++) {
      const other = event + beside;
      if (tokens[event] === action && other >= from && other < to && session?.[event] === session?.[other]) return true;
    }
  }
  return false;
}
