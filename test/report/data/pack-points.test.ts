import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "../../../src/report/data/bytes";
import { deflatedText } from "../../../src/report/data/deflated-text";
import type { MapSource } from "../../../src/report/data/map-source";
import { packData } from "../../../src/report/data/pack-data";
import { isDistorted, packPoints } from "../../../src/report/data/pack-points";
import { unpackData } from "../../../src/report/page/unpack-data";
import { unpackPoints } from "../../../src/report/page/unpack-points";
import { pathSteps } from "../../../src/report/path-steps";
import { Cases } from "../../helpers/cases";

const path = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
const point = fc.record({
  x: fc.float({ min: -50, max: 50, noNaN: true }),
  y: fc.float({ min: -50, max: 50, noNaN: true }),
  segment: fc.integer({ min: -1, max: 400 }),
  weight: fc.integer({ min: 1, max: 2_000_000 }),
  distortion: fc.double({ min: 0, max: 1, noNaN: true }),
  path,
});

const toText = await deflatedText();

test("what is unpacked is what was packed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(point, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      async (given, minMembers) => {
        const source: MapSource = {
          places: Float32Array.from(given.flatMap(({ x, y }) => [x, y])),
          segments: Int32Array.from(given, ({ segment }) => segment),
          weights: Float64Array.from(given, ({ weight }) => weight),
          distortion: Float64Array.from(given, ({ distortion }) => distortion),
          path: (row) => Uint32Array.from(given[row]!.path),
        };
        const rows = Uint32Array.from(given.keys());
        const points = await unpackPoints(packPoints(source, rows, { minMembers, toText }));
        expect(points.count).toBe(given.length);
        expect([...points.segments]).toEqual(given.map(({ segment }) => segment));
        expect([...points.weights]).toEqual(given.map(({ weight }) => weight));
        const [left, top] = [Math.min(...given.map(({ x }) => x)), Math.min(...given.map(({ y }) => y))];
        const reach = Math.max(...given.map(({ x, y }) => Math.max(x - left, y - top))) || 1;
        given.forEach(({ x, y, distortion, weight, path: tokens }, i) => {
          expect(Math.abs((points.x[i]! / 65_535) * reach - (x - left))).toBeLessThanOrEqual(reach / 65_000);
          expect(Math.abs((points.y[i]! / 65_535) * reach - (y - top))).toBeLessThanOrEqual(reach / 65_000);
          expect(points.distorted[i]).toBe(Number(isDistorted(distortion)));
          expect(points.path(i)).toEqual(weight < minMembers ? undefined : pathSteps(tokens));
        });
        const asked = given[0]!.path[0]!;
        const expected = given.map(({ weight, path: tokens }) => {
          const { head, tail } = pathSteps(weight < minMembers ? [] : tokens);
          return Number([...head, ...tail].some(({ action }) => action === asked));
        });
        expect([...points.showing(asked)]).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

test("data of the page, deflated, is read back as it was", async () => {
  const data = { unit: "user", actions: ["</script>", "\u2028", "naïve 🛒"], actionMembers: [1, 0, 2] } as never;
  const packed = packData(data, toText);
  expect(packed).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(await unpackData({ data: packed })).toEqual(data);
});

test("base64 is that of everybody else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes]);
    }),
  );
});

test("a path in runs has every action, or how many were left out", () => {
  const cases = new Cases("cut", "whole");
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 300, size: "max" }), (tokens) => {
      const { head, skipped, tail } = pathSteps(tokens);
      const spell = (steps: typeof head) => steps.flatMap(({ action, times }) => Array<number>(times).fill(action));
      expect(spell(head)).toEqual(tokens.slice(0, spell(head).length));
      expect(spell(tail)).toEqual(tokens.slice(tokens.length - spell(tail).length));
      expect(spell(head).length + skipped + spell(tail).length).toBe(tokens.length);
      expect(head.length + tail.length).toBeLessThanOrEqual(24);
      if (cases.when("cut", skipped > 0, "whole")) expect([head.length, tail.length]).toEqual([16, 8]);
      else expect(tail).toEqual([]);
    }),
    { numRuns: 100 },
  );
  cases.expectAll(10);
});
