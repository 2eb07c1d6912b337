import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { type TransitionGraphOptions, transitionGraph } from "../../../src/profiles";
import { buildSequences, sequencesFrom } from "../../../src/sequences";

const anyPaths = fc.array(
  fc.array(fc.constantFrom("A", "B", "C", "__proto__", "START", "END", "é"), { minLength: 1, maxLength: 6 }),
  { minLength: 1, maxLength: 12 },
);

/** Each edge, counted path by path. */
function naiveEdges(paths: readonly (readonly string[])[]): Map<string, { count: number; users: number }> {
  const edges = new Map<string, { count: number; users: number }>();
  for (const path of paths) {
    const own = new Set<string>();
    const nodes = ["start:START", ...path.map((action) => `action:${action}`), "end:END"];
    for (let p = 1; p < nodes.length; p++) {
      const key = `${nodes[p - 1]} -> ${nodes[p]}`;
      const edge = edges.get(key) ?? { count: 0, users: 0 };
      edge.count += 1;
      if (!own.has(key)) edge.users += 1;
      own.add(key);
      edges.set(key, edge);
    }
  }
  return edges;
}

async function edgesOf(paths: readonly (readonly string[])[], options: TransitionGraphOptions = {}) {
  const { nodes, edges } = await transitionGraph(await sequencesFrom(paths), options);
  const nameOf = (id: number) => `${nodes[id]!.kind}:${nodes[id]!.name}`;
  return new Map(edges.map(({ from, to, count, users }) => [`${nameOf(from)} -> ${nameOf(to)}`, { count, users }]));
}

test("all edges are those that a look at every path counts", async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const sorted = (edges: Map<string, unknown>) => [...edges].sort(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(await edgesOf(paths, { maxEdges: 1000 }))).toEqual(sorted(naiveEdges(paths)));
    }),
  );
});

test("what is shown and what is hidden are all there is", async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, fc.integer({ min: 1, max: 9 }), async (paths, maxEdges) => {
      const { edges, hidden, nodes, inputs } = await transitionGraph(await sequencesFrom(paths), { maxEdges });
      const all = naiveEdges(paths);
      const steps = [...all.values()].reduce((sum, { count }) => sum + count, 0);
      const shown = edges.reduce((sum, { count }) => sum + count, 0);
      expect(edges.length + hidden.edges).toBe(all.size);
      expect(hidden.share).toBeCloseTo(1 - shown / steps, 12);
      expect(inputs).toBe(paths.length);
      const actions = new Set(paths.flat()).size;
      expect(nodes.filter(({ kind }) => kind === "action").length + hidden.nodes).toBe(actions);
      expect(new Set(edges.flatMap(({ from, to }) => [from, to])).size).toBe(nodes.length);
    }),
  );
});

describe("a small log", () => {
  const rows = [
    ["ann", "look", 0],
    ["ann", "cart", 10],
    ["ann", "pay", 40],
    ["bob", "look", 0],
    ["bob", "cart", 30],
    ["cas", "look", 0],
    ["cas", "look", 5],
  ].map(([user, action, time]) => ({ user, action, time }));
  const sequences = async () =>
    buildSequences(await readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "s" }));

  test("nodes and edges have all figures", async () => {
    const graph = await transitionGraph(await sequences());
    expect(graph.nodes.map(({ kind, name, users, count }) => [kind, name, users, count])).toEqual([
      ["start", "START", 3, 3],
      ["action", "look", 3, 4],
      ["action", "cart", 2, 2],
      ["action", "pay", 1, 1],
      ["end", "END", 3, 3],
    ]);
    expect(graph.edges.map(({ from, to, ...figures }) => [from, to, figures])[1]).toEqual([
      1,
      2,
      { count: 2, users: 2, share: 0.5, medianTime: 20_000, weight: 0.5 },
    ]);
    expect(graph.hidden).toEqual({ nodes: 0, edges: 0, share: 0 });
  });

  test.each([
    ["users", 2],
    ["count", 2],
    ["median time", 20_000],
  ] as const)("an edge is worth its %s", async (weight, worth) => {
    const { edges } = await transitionGraph(await sequences(), { weight });
    expect(edges[1]!.weight).toBe(worth);
  });

  test("one action and its neighbors, edges of a share, and a segment alone", async () => {
    const built = await sequences();
    const ego = await transitionGraph(built, { ego: "pay" });
    expect(ego.nodes.map(({ name }) => name)).toEqual(["cart", "pay", "END"]);
    expect(ego.edges.map(({ share }) => share)).toEqual([0.5, 1]);
    const frequent = await transitionGraph(built, { minShare: 0.5 });
    expect(frequent.edges.every(({ share }) => share >= 0.5)).toBe(true);
    expect(frequent.hidden.edges).toBe(2);
    const one = await transitionGraph(built, { labels: [0, 1, 1], segment: 0 });
    expect([one.inputs, one.edges.length]).toEqual([1, 4]);
  });

  test("wrong options are reported", async () => {
    const built = await sequences();
    await expect(transitionGraph(built, { ego: "fly" })).rejects.toThrow(
      '"ego" expected an action of the sequences, got "fly"',
    );
    await expect(transitionGraph(built, { labels: [0, 0, 0] })).rejects.toThrow(
      '"labels" and "segment" belong together',
    );
    await expect(transitionGraph(built, { maxEdges: 0 })).rejects.toThrow('"maxEdges" expected an integer >= 1');
    const paths = await sequencesFrom(["A -> B"]);
    await expect(transitionGraph(paths, { weight: "median time" })).rejects.toThrow(
      '"weight" expected another weight, for the sequences hold no times, got "median time"',
    );
  });
});
