import { expect, test } from "vitest";
import { drawOrder } from "../../src/report/page/map/draw-order";
import { type Mark, markOf } from "../../src/report/page/map/marks";
import type { Points } from "../../src/report/page/unpack-points";
import { SHAPES, type Shape } from "../../src/report/palette";

const at = ({ half, coverage }: Mark, x: number, y: number) => coverage[(y + half) * (2 * half + 1) + x + half]!;
const area = ({ coverage }: Mark) => coverage.reduce((sum, share) => sum + share, 0);

test("all shapes have the area of the disc, so that none looks heavier", () => {
  for (const shape of SHAPES) {
    expect(Math.abs(area(markOf(shape, 9, false)) / (Math.PI * 81) - 1), shape).toBeLessThan(0.08);
  }
});

test("a hollow mark is empty in the middle and keeps its outline; the cross of unassigned inputs is full there and empty at its sides", () => {
  for (const shape of ["disc", "square", "triangle", "diamond"] as Shape[]) {
    const [full, hollow] = [markOf(shape, 8, false), markOf(shape, 8, true)];
    expect([at(full, 0, 0), at(hollow, 0, 0)], shape).toEqual([1, 0]);
    expect(area(hollow) / area(full)).toBeGreaterThan(0.25);
    expect(area(hollow) / area(full)).toBeLessThan(0.65);
  }
  const cross = markOf("cross", 8, false);
  expect([at(cross, 0, 0), at(cross, 5, 5), at(cross, 6, 0), at(cross, 0, -6)]).toEqual([1, 1, 0, 0]);
});

test("small marks are told apart too", () => {
  const [hollow, cross] = [markOf("disc", 2.4, true), markOf("cross", 2.4, false)];
  expect(at(hollow, 0, 0)).toBeLessThan(0.4);
  expect(at(cross, 0, 0)).toBe(1);
});

test("large points are drawn first, the largest at the bottom, unassigned inputs below the other small ones", () => {
  const weights = Uint32Array.from([1, 500, 2, 40, 3, 90]);
  const segments = Int32Array.from([-1, 0, 1, -1, 0, 1]);
  const { large, small } = drawOrder({ count: 6, weights, segments } as Points);
  expect([...large]).toEqual([1, 5, 3]);
  expect(small[0]).toBe(0);
  expect([...small].sort()).toEqual([0, 2, 4]);
});
