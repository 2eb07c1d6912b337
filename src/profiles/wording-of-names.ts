import { pathText } from "./path-text";
import { printable } from "./wording";

/** Longest name, in characters. */
const LONGEST = 80;

/** `A`; `A, then B`; a run of one action is `repeated A`; where others may stand between, `A, later B`. */
export function sequencePhrase(actions: readonly string[], gaps = false): string {
  if (gaps) return actions.map(shortAction).join(", later ");
  if (actions.length > 1 && actions.every((action) => action === actions[0]))
    return `repeated ${shortAction(actions[0]!)}`;
  return pathText(actions.length, (i) => actions[i]!).replaceAll(" -> ", ", then ");
}

const LONGEST_ACTION = 40;

/** An action's name safe to print; a very long one without its middle. */
export function shortAction(action: string): string {
  const letters = [...printable(action)];
  if (letters.length <= LONGEST_ACTION) return letters.join("");
  return `${letters.slice(0, LONGEST_ACTION - 16).join("")}…${letters.slice(-15).join("")}`;
}

/** Cuts names that are too long, and puts ` (2)`, ` (3)` … behind those that are the same then. */
export function uniqueNames(names: readonly string[]): string[] {
  const short = names.map((name) => (name.length <= LONGEST ? name : `${[...name].slice(0, LONGEST - 1).join("")}…`));
  const taken = new Set(short);
  return short.map((name, i) => {
    if (short.indexOf(name) === i) return name;
    let number = 2;
    while (taken.has(`${name} (${number})`)) number++;
    taken.add(`${name} (${number})`);
    return `${name} (${number})`;
  });
}
