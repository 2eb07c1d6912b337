import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finish } from "../../src/core/internal";
import { pathHalves } from "../../src/selection/path-halves";
import { decodeSequence, type Sequences, sequencesFrom } from "../../src/sequences";
import { anyAction } from "../helpers/any-sequences";

const paths = fc.array(fc.array(anyAction, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });

/** The half of each path of a log. */
async function halvesOf(lists: readonly (readonly string[])[], split: number): Promise<Map<string, number>> {
  const sequences = await sequencesFrom(lists);
  const halves = finish(pathHalves(sequences, split));
  return new Map(Array.from(halves, (half, row) => [textOf(sequences, row), half]));
}

function textOf(sequences: Sequences, row: number): string {
  return JSON.stringify(decodeSequence(sequences, row));
}

describe("pathHalves", () => {
  test("the path alone decides: neither the order of rows, nor copies, nor other paths, nor their actions", async () => {
    await fc.assert(
      fc.asyncProperty(paths, paths, fc.integer({ min: 0, max: 9 }), async (lists, others, split) => {
        const alone = await halvesOf(lists, split);
        const among = await halvesOf([...others, ["first of all"], ...lists.toReversed(), ...lists], split);
        for (const [path, half] of alone) {
          expect(half === 0 || half === 1).toBe(true);
          expect(among.get(path)).toBe(half);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("of many paths half are in each, and every second one changes sides from division to division", async () => {
    const n = 4000;
    const sequences = await sequencesFrom(Array.from({ length: n }, (_, i) => i.toString(7).split("")));
    const divisions = [0, 1, 2].map((split) => finish(pathHalves(sequences, split)));
    const most = 5 * Math.sqrt(n / 4);
    for (const [d, halves] of divisions.entries()) {
      expect(Math.abs(halves.reduce((sum, half) => sum + half, 0) - n / 2)).toBeLessThan(most);
      const other = divisions[(d + 1) % divisions.length]!;
      expect(Math.abs(halves.filter((half, row) => half === other[row]).length - n / 2)).toBeLessThan(most);
    }
  });

  test("near paths fall as they may: one action more, another order, another name", async () => {
    const longer = await halvesOf(
      Array.from({ length: 200 }, (_, i) => Array<string>(i + 1).fill("A")),
      0,
    );
    const pairs = await halvesOf(
      Array.from({ length: 200 }, (_, i) => [
        [`a${i}`, "b"],
        ["b", `a${i}`],
      ]).flat(),
      0,
    );
    const same = [...pairs.values()].filter((half, i, all) => i % 2 === 0 && half === all[i + 1]).length;
    for (const ones of [[...longer.values()].filter((half) => half === 1).length, same]) {
      expect(ones).toBeGreaterThan(60);
      expect(ones).toBeLessThan(140);
    }
  });
});
