import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildSequences, fitSegments, loadSegments, readEvents } from "../../../src";
import { column, pathMetricEmbedder, pathMetrics, tableRows } from "../../../src/features";
import { pathFigures } from "../../../src/features/paths/path-figures";

/** How many different subsequences a path has, the empty one counted: every subset of places, tried. */
function subsequences(tokens: readonly number[]): number {
  const seen = new Set<string>();
  for (let places = 0; places < 2 ** tokens.length; places++) {
    seen.add(tokens.filter((_, i) => (places >> i) & 1).join());
  }
  return seen.size;
}

const runsOf = (tokens: readonly number[]) => tokens.filter((token, i) => i === 0 || token !== tokens[i - 1]);

describe("figures of paths, as TraMineR defines them", () => {
  test("by hand: A-A-B-C of four states", () => {
    const figures = pathFigures([0, 0, 1, 2], 4);
    const entropy = -(0.5 * Math.log(0.5) + 0.5 * Math.log(0.25)) / Math.log(4);
    expect(figures.length).toBe(4);
    expect(figures.distinct).toBe(3);
    expect(figures.entropy).toBeCloseTo(entropy, 12);
    expect(figures.complexity).toBeCloseTo(Math.sqrt((2 / 3) * entropy), 12);
    // three runs of 2, 1, 1: mean 4/3, variance 2/9, the highest 2 (1 - 4/3)^2 = 2/9; A, B, C have 8 subsequences
    expect(figures.turbulence).toBeCloseTo(3, 12);
  });

  test("turbulence counts subsequences of the runs, whatever the path", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 10 }), (tokens) => {
        const runs = runsOf(tokens);
        const lengths = runs.map(() => 0);
        let run = -1;
        for (const [i, token] of tokens.entries()) {
          run += Number(i === 0 || token !== tokens[i - 1]);
          lengths[run]! += 1;
        }
        const mean = tokens.length / runs.length;
        const variance = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / runs.length;
        const highest = (runs.length - 1) * (1 - mean) ** 2;
        const expected = Math.log2((subsequences(runs) * (highest + 1)) / (variance + 1));
        expect(pathFigures(tokens, 4).turbulence).toBeCloseTo(expected, 9);
      }),
    );
  });

  test("a path of one kind of action, of one action, of none, and of 100,000", () => {
    expect(pathFigures([1, 1, 1], 3)).toMatchObject({ distinct: 1, entropy: 0, complexity: 0, turbulence: 1 });
    expect(pathFigures([1], 3)).toMatchObject({ length: 1, entropy: 0, complexity: 0, turbulence: 1 });
    expect(pathFigures([], 3)).toEqual({ length: 0, distinct: 0, entropy: 0, turbulence: 0, complexity: 0 });
    const long = pathFigures(
      Uint32Array.from({ length: 100_000 }, (_, i) => i % 7),
      7,
    );
    expect(long.entropy).toBeCloseTo(1, 9);
    expect(long.turbulence).toBeGreaterThan(90_000);
    expect(Number.isFinite(long.turbulence)).toBe(true);
  });
});

const LOG = [
  { who: "ann", what: "VIEW", when: 0, paid: "" },
  { who: "ann", what: "VIEW", when: 3600, paid: "" },
  { who: "ann", what: "BUY", when: 7200, paid: 30 },
  { who: "ann", what: "BUY", when: 9000, paid: 12 },
  { who: "bob", what: "BUY", when: 0, paid: 5 },
  { who: "bob", what: "VIEW", when: 60, paid: 1 },
];
const columns = { user: "who", action: "what", time: "when", timeUnit: "s", value: "paid" } as const;

describe("pathMetrics", () => {
  test("counts, times between two actions, and sums of values", async () => {
    const events = await readEvents(LOG, columns);
    const table = pathMetrics(events, [
      ...([
        "length",
        { count: "BUY" },
        { from: "VIEW", to: "BUY" },
        "value",
        { value: "BUY" },
        { count: "QUIT" },
      ] as const),
    ]);
    expect(tableRows(table)).toEqual([
      { id: "ann", length: 4, "count(BUY)": 2, "hours(VIEW, BUY)": 2, value: 42, "value(BUY)": 42, "count(QUIT)": 0 },
      {
        id: "bob",
        length: 2,
        "count(BUY)": 1,
        "hours(VIEW, BUY)": Number.NaN,
        value: 6,
        "value(BUY)": 5,
        "count(QUIT)": 0,
      },
    ]);
  });

  test("sequences give the figures of order, one for each input", async () => {
    const events = await readEvents(LOG, columns);
    const order = ["length", "distinct", "entropy", "turbulence", "complexity", { count: "VIEW" }] as const;
    expect(tableRows(pathMetrics(await buildSequences(events), order))).toEqual(tableRows(pathMetrics(events, order)));
  });

  test.each([
    [["speed"], '"metrics[0]" expected "length", "distinct"'],
    [["length", "length"], '"metrics" expected each metric once, got length twice'],
    [[], '"metrics" expected at least one metric, got none'],
    [[{ count: 3 }], '"metrics[0]" expected'],
    [[{ from: "A" }], '"metrics[0]" expected'],
  ])("refuses %j", async (metrics, message) => {
    const events = await readEvents(LOG, columns);
    expect(() => pathMetrics(events, metrics as never)).toThrow(message);
  });

  test("metrics of values and times need events, and values", async () => {
    const { value: _, ...without } = columns;
    const events = await readEvents(LOG, without);
    expect(() => pathMetrics(events, ["length", "value"])).toThrow('"metrics[1]" expected a metric without values');
    const sequences = await buildSequences(events);
    expect(() => pathMetrics(sequences, ["value"])).toThrow("for sequences hold no values and times");
    expect(() => pathMetrics(3 as never, ["length"])).toThrow('"input" expected events or sequences, got 3');
  });
});

test("pathMetricEmbedder is an embedder of fitSegments: saved, loaded, assigned", async () => {
  const paths = Array.from({ length: 40 }, (_, i) => (i % 2 ? "a -> b" : `a -> b -> ${"c -> d -> ".repeat(6)}e`));
  const model = await fitSegments(paths, { embedding: pathMetricEmbedder(), clustering: "kmeans", reduction: false });
  expect(model.segments).toHaveLength(2);
  const loaded = await loadSegments(await model.toBytes());
  const answers = await loaded.assign(paths);
  expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
  expect(column(pathMetrics(model.sequences, ["length"]), "length")[1]).toBe(2);
});
