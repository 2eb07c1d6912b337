/** A path of users who all have one class. */
export interface CountedPath {
  readonly path: readonly string[];
  readonly label: number;
  readonly users: number;
}

const END = "\u0000end";
const START = "\u0000start";

/**
 * ln of what each class says of a beginning, and of what all say, from the definitions: a prefix tree over a first-order law, the end of
 * a path a symbol, beginnings of at most 20 actions with two users or more in the tree.
 */
export function prefixLawsByHand(counted: readonly CountedPath[], classes: number, beginning: readonly string[]) {
  const known = new Set(counted.flatMap(({ path }) => path));
  const users = (of: CountedPath["label"] | "all", holds: (path: readonly string[]) => boolean) =>
    counted.reduce((sum, one) => sum + ((of === "all" || one.label === of) && holds(one.path) ? one.users : 0), 0);
  /** Times a symbol (or any) follows a context, or any. */
  const times = (of: number | "all", context: string | undefined, symbol: string | undefined) =>
    counted.reduce((sum, { path, label, users }) => {
      if (of !== "all" && label !== of) return sum;
      const symbols = [START, ...path, END];
      let found = 0;
      for (let i = 1; i < symbols.length; i++) {
        if ((context ?? symbols[i - 1]) === symbols[i - 1] && (symbol ?? symbols[i]) === symbols[i]) found += 1;
      }
      return sum + found * users;
    }, 0);
  const rare = (symbol: string) =>
    (times("all", undefined, symbol) + 0.5) / (times("all", undefined, undefined) + 0.5 * (known.size + 1));
  const common = (context: string, symbol: string) =>
    context !== START && !known.has(context)
      ? rare(symbol)
      : (times("all", context, symbol) + rare(symbol)) / (times("all", context, undefined) + 1);
  const law = (of: number, context: string, symbol: string) =>
    context !== START && !known.has(context)
      ? common(context, symbol)
      : (times(of, context, symbol) + 8 * common(context, symbol)) / (times(of, context, undefined) + 8);
  const beginsWith = (start: readonly string[]) => (path: readonly string[]) =>
    start.length <= path.length && start.every((action, i) => action === path[i]);
  const inTree = (start: readonly string[]) =>
    start.length <= 20 && (start.length === 0 || users("all", beginsWith(start)) >= 2);

  const logs = Array<number>(classes).fill(0);
  let all = 0;
  for (const [i, action] of beginning.entries()) {
    const context = i === 0 ? START : beginning[i - 1]!;
    all += Math.log(common(context, action));
    const here = beginning.slice(0, i + 1);
    const before = beginning.slice(0, i);
    for (let of = 0; of < classes; of++) {
      const first = law(of, context, action);
      logs[of]! += Math.log(
        inTree(here) ? (users(of, beginsWith(here)) + 8 * first) / (users(of, beginsWith(before)) + 8) : first,
      );
    }
  }
  const atEnd = all + Math.log(common(beginning.at(-1) ?? START, END));
  return { logs, common: all, whole: atEnd };
}
