import { didYouMean } from "../../core/internal";
import type { ActionLog } from "../action-log";
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

/** The same of the names in path patterns. */
export function notesOnPatterns(patterns: readonly (string | undefined)[], { actions }: ActionLog): string[] {
  return patterns.flatMap((text) => {
    if (text === undefined) return [];
    const unknown = readPathPattern(text, "pattern").unknownNames(actions);
    return unknown.map((name) => `in ${JSON.stringify(text)}, ${name.text}`);
  });
}
