/**
 * Whether a name is true of a path, read from its words alone: `FAIL ×2, then BUY; no PASS`, `A or B`, `only START`,
 * `starts with A`, `at most 3 actions`. Action names may hold letters, digits and underscores.
 *
 * @param labelOf how the name calls an action.
 */
export function nameSays(
  name: string,
  path: readonly string[],
  labelOf: (action: string) => string = (action) => action,
): boolean {
  const labels = path.map(labelOf);
  const words = name.replace(/^sometimes /, "");
  if (words.includes(" or ") && !words.endsWith("or more"))
    return words.split(" or ").some((part) => holds(part, labels));
  return words.split("; ").every((part) => holds(part, labels));
}

function holds(claim: string, path: readonly string[]): boolean {
  const [, about, actions = ""] = /^(no |rarely |only |starts with |ends with |repeated )?(.*)$/.exec(claim)!;
  if (claim === "a single action") return path.length === 1;
  if (claim.startsWith("at most ")) return path.length <= Number.parseInt(claim.slice(8), 10);
  if (claim.endsWith(" actions or more")) return path.length >= Number.parseInt(claim, 10);
  if (about === "no " || about === "rarely ") return !path.includes(actions);
  if (about === "starts with ") return path[0] === actions;
  if (about === "ends with ") return path.at(-1) === actions;
  if (about === "only ") return withoutRepeats(path).join(", then ") === actions;
  if (actions.includes(", later ")) {
    const wanted = actions.split(", later ");
    let found = 0;
    for (const action of path) if (action === wanted[found]) found++;
    return found === wanted.length;
  }
  const steps = actions.split(", then ").flatMap((step) => {
    const [action, times = "1"] = step.split(" ×");
    return Array<string>(Number(times)).fill(action!);
  });
  const run = about === "repeated " ? [actions, actions] : steps;
  return path.some((_, start) => run.every((action, i) => path[start + i] === action));
}

function withoutRepeats(path: readonly string[]): string[] {
  return path.filter((action, i) => i === 0 || action !== path[i - 1]);
}
