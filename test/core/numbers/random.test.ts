import { expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { threefry2x32 } from "../../../src/core/numbers/random";

// Known answers published with Random123 (Salmon et al. 2011), threefry2x32, 20 rounds.
test.each([
  [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
  [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
])("threefry2x32 gives the published answers (%i)", (k0, k1, c0, c1, r0, r1) => {
  const out = new Uint32Array(2);
  threefry2x32(k0, k1, c0, c1, out);
  expect([...out]).toEqual([r0, r1]);
});

test("draws depend on seed, stage, item and draw, and on nothing else", () => {
  const stream = randomStream(7, "a");
  const value = stream.uniform(3, 4);
  stream.uniform(9, 9);
  expect(stream.uniform(3, 4)).toBe(value);
  const others = [randomStream(8, "a").uniform(3, 4), randomStream(7, "b").uniform(3, 4), stream.uniform(4, 3)];
  expect(new Set([value, ...others]).size).toBe(4);
});

test("uniform draws fill [0, 1) evenly (chi-square of 100 cells, 200,000 draws)", () => {
  const cells = new Float64Array(100);
  const stream = randomStream(1, "uniformity");
  for (let i = 0; i < 200_000; i++) cells[stream.integer(100, i % 1000, Math.floor(i / 1000))]! += 1;
  const chiSquare = cells.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  expect(chiSquare).toBeLessThan(149); // the .999 quantile at 99 degrees of freedom
  expect(chiSquare).toBeGreaterThan(56); // the .001 quantile: not too even either
});
