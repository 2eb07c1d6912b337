import { printable } from "../../core/internal";

const SEPARATOR = /[_\-./:|]/;
/** Fewer actions than this share nothing worth leaving out. */
const FEWEST = 3;

/**
 * The beginning, up to a separator, that more than half of the actions share: the longest such; "" without one. Labels
 * leave it out, so it is mentioned once beside them.
 */
export function sharedPrefix(actions: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const action of actions) {
    for (let end = 1; end + 1 < action.length; end++) {
      if (!SEPARATOR.test(action[end]!) || SEPARATOR.test(action[end - 1]!)) continue;
      const prefix = action.slice(0, end + 1);
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  let longest = "";
  for (const [prefix, count] of counts) {
    if (count >= FEWEST && 2 * count > actions.length && prefix.length > longest.length) longest = prefix;
  }
  return longest;
}

/** How actions are called in names: safe to print, short, and without the prefix shared by most; never two alike. */
export function actionLabels(actions: readonly string[]): (action: string) => string {
  const prefix = sharedPrefix(actions);
  if (prefix === "") return shortAction;
  const rest = (action: string) =>
    action.startsWith(prefix) ? withoutSeparators(action.slice(prefix.length)) : action;
  const counts = new Map<string, number>();
  for (const action of actions) counts.set(rest(action), (counts.get(rest(action)) ?? 0) + 1);
  return (action) => {
    const label = rest(action);
    return shortAction(label === "" || counts.get(label)! > 1 ? action : label);
  };
}

function withoutSeparators(text: string): string {
  let start = 0;
  while (start < text.length && SEPARATOR.test(text[start]!)) start++;
  return text.slice(start);
}

const LONGEST = 40;

/** An action's name safe to print; a very long one without its middle. */
export function shortAction(action: string): string {
  const letters = [...printable(action)];
  if (letters.length <= LONGEST) return letters.join("");
  return `${letters.slice(0, LONGEST - 16).join("")}…${letters.slice(-15).join("")}`;
}
