/**
 * The posterior means of a tree of Gaussians, one number a node, by its linear equations: a child is its parent plus a
 * deviation of variance 1, an action is seen with precision count / strength, and what begins a tree may be anywhere.
 */
export function posteriorMeans(
  actions: readonly string[],
  counts: readonly number[],
  values: readonly number[],
  strength: number,
): Map<string, number> {
  const before = (name: string) => name.split("/").slice(0, -1).join("/");
  const prefixes = new Set<string>();
  for (const action of actions) for (let up = before(action); up !== ""; up = before(up)) prefixes.add(up);
  const nodes = [...[...prefixes].map((name) => `prefix ${name}`), ...actions];
  const at = new Map(nodes.map((name, i) => [name, i]));
  const system = nodes.map(() => new Array<number>(nodes.length + 1).fill(0));
  const link = (child: number, parent: number | undefined) => {
    if (parent === undefined) return;
    system[child]![child]! += 1;
    system[parent]![parent]! += 1;
    system[child]![parent]! -= 1;
    system[parent]![child]! -= 1;
  };
  for (const prefix of prefixes) link(at.get(`prefix ${prefix}`)!, at.get(`prefix ${before(prefix)}`));
  for (const [a, action] of actions.entries()) {
    const i = at.get(action)!;
    link(i, at.get(`prefix ${action}`) ?? at.get(`prefix ${before(action)}`));
    system[i]![i]! += counts[a]! / strength;
    system[i]![nodes.length]! += (counts[a]! / strength) * values[a]!;
  }
  const means = solve(system);
  return new Map(nodes.map((name, i) => [name, means[i]!]));
}

/** Gauss and Jordan, with pivots. */
function solve(system: number[][]): number[] {
  const n = system.length;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c; r < n; r++) if (Math.abs(system[r]![c]!) > Math.abs(system[pivot]![c]!)) pivot = r;
    [system[c], system[pivot]] = [system[pivot]!, system[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const factor = system[r]![c]! / system[c]![c]!;
      for (let k = c; k <= n; k++) system[r]![k]! -= factor * system[c]![k]!;
    }
  }
  return system.map((row, i) => row[n]! / row[i]!);
}
