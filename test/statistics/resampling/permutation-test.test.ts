import { describe, expect, test } from "vitest";
import { createWorkerPool } from "../../../src";
import { permutationTest } from "../../../src/statistics";
import { randomSample } from "../../helpers/random-sample";
import { shareAsLarge } from "../../reference/dealt-out";

const first = [5, 7, 6, 9, 8, 2];
const second = [1, 2, 4, 3, 3];
const meanDifference = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x) => sum + x, 0) / a.length - b.reduce((sum, x) => sum + x, 0) / b.length;

describe("permutation test", () => {
  test("comes near the share over all ways to deal the users out", async () => {
    const all = { permutations: 20_000 } as const;
    const near = (p: number, share: number) =>
      expect(Math.abs(p - share)).toBeLessThan(5 * Math.sqrt(share / 20_000) + 1e-4);
    const greater = await permutationTest(first, second, { ...all, alternative: "greater" });
    near(greater.p, shareAsLarge(first, second, meanDifference));
    const less = await permutationTest(first, second, { ...all, alternative: "less" });
    near(
      less.p,
      shareAsLarge(first, second, (a, b) => -meanDifference(a, b)),
    );
    const both = await permutationTest(first, second, all);
    near(
      both.p,
      shareAsLarge(first, second, (a, b) => Math.abs(meanDifference(a, b))),
    );
    expect(both.statistic).toBeCloseTo(meanDifference(first, second), 12);
  });

  test("same bits for 1, 2 and 4 workers, other bits for another seed", async () => {
    const [a, b] = [randomSample(1, 700), randomSample(2, 900)];
    const by = async (workers: number, seed = 1) =>
      (await permutationTest(a, b, { workers, seed, permutations: 4999 })).p;
    const p = await by(1);
    expect([await by(2), await by(4)]).toEqual([p, p]);
    expect(await by(1, 2)).not.toBe(p);
    using pool = createWorkerPool(2);
    expect((await permutationTest(a, b, { workers: pool, permutations: 4999 })).p).toBe(p);
  });

  test("a ratio of sums: views of a user stay together", async () => {
    const users = (seed: number, rate: number) =>
      randomSample(seed, 60).map((u, i) => {
        const views = 1 + ((i * 7) % 13);
        return [Math.round(views * rate * (0.5 + u)), views];
      });
    const statistic = ([clicks, views]: readonly number[], [others, theirs]: readonly number[]) =>
      clicks! / views! - others! / theirs!;
    const differing = await permutationTest(users(3, 0.5), users(4, 0.3), { statistic, permutations: 999 });
    const same = await permutationTest(users(5, 0.4), users(6, 0.4), { statistic, permutations: 999 });
    expect(differing.p).toBe(1 / 1000);
    expect(same.p).toBeGreaterThan(0.05);
  });

  test("nothing differs: p is 1", async () => {
    expect(await permutationTest([3, 3, 3], [3, 3], { permutations: 99 })).toEqual({ statistic: 0, p: 1 });
  });

  test("ways that give the same difference count as such, far from 0 too", async () => {
    const far = (values: readonly number[]) => values.map((x) => x + 1e9);
    const near = await permutationTest([1, 2, 3, 3, 7], [1, 2, 2, 5, 9, 4], { permutations: 4999 });
    const moved = await permutationTest(far([1, 2, 3, 3, 7]), far([1, 2, 2, 5, 9, 4]), { permutations: 4999 });
    expect(Math.abs(moved.p - near.p)).toBeLessThan(1e-12);
  });

  test("p is uniform where nothing differs", async () => {
    let small = 0;
    for (let seed = 0; seed < 200; seed++) {
      const all = randomSample(100 + seed, 40);
      const { p } = await permutationTest(all.slice(0, 15), all.slice(15), { permutations: 199, seed, workers: 1 });
      if (p <= 0.1) small += 1;
    }
    expect(small).toBeGreaterThan(8); // binomial(200, 0.1): outside of 8 .. 34 once in 1,000
    expect(small).toBeLessThan(34);
  });

  test("can be aborted, and reports progress", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(permutationTest(first, second, { signal })).rejects.toThrow("enough");
    const fractions: number[] = [];
    await permutationTest(first, second, {
      onProgress: ({ stage, fraction }) => stage === "permutations" && fractions.push(fraction),
    });
    expect(fractions[0]).toBe(0);
  });

  test.each<[() => Promise<unknown>, string]>([
    [() => permutationTest([], [1]), '"first" expected at least 1 value, got 0'],
    [() => permutationTest([[1, 2]], [[1]]), '"second" expected rows of 2 numbers, got 1 numbers in row 0'],
    [() => permutationTest([[1, 2]], [1]), '"second" expected rows of 2 numbers, got numbers'],
    [
      () => permutationTest([[1, 2]], [[1, 2]]),
      '"statistic" expected a function of two rows of means for 2 columns, got undefined',
    ],
    [
      () => permutationTest([1], [2], { statistic: () => Number.NaN }),
      '"statistic" expected to give finite numbers, got NaN',
    ],
    [
      () => permutationTest([1], [2], { permutations: 10 }),
      '"permutations" expected an integer >= 99 and <= 10000000, got 10',
    ],
  ])("refused %#", async (call, message) => {
    await expect(call()).rejects.toThrow(message);
  });
});
