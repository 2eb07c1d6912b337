import fc from "fast-check";
import { expect, test } from "vitest";
import { labelWordings } from "../../../src/report/labels/label-wordings";
import { OccupancyGrid } from "../../../src/report/labels/occupancy-grid";
import { placeLabels } from "../../../src/report/labels/place-labels";
import { Cases } from "../../helpers/cases";

const WIDTH = 600;
const HEIGHT = 400;

const wanted = fc
  .record({
    x: fc.integer({ min: -20, max: 620 }),
    y: fc.integer({ min: -20, max: 420 }),
    name: fc.string({ minLength: 1, maxLength: 60 }),
  })
  .map(({ x, y, name }) => ({ x, y, wordings: labelWordings({ segment: 6, name }) }));

test("labels overlap neither each other nor the edge, and stand near what they name", () => {
  const cases = new Cases("left out", "placed");
  fc.assert(
    fc.property(fc.array(wanted, { maxLength: 30 }), (labels) => {
      const placed = placeLabels(labels, WIDTH, HEIGHT, () => 0);
      const boxes = placed.flatMap((label, i) => {
        if (cases.when("left out", label === undefined, "placed")) return [];
        const { x, y, wording } = label!;
        expect(labels[i]!.wordings).toContain(wording);
        expect(Math.abs(x - labels[i]!.x)).toBeLessThanOrEqual(wording.width / 2 + 80);
        expect(Math.abs(y - labels[i]!.y)).toBeLessThanOrEqual(wording.height / 2 + 80);
        return [
          {
            left: x - wording.width / 2,
            right: x + wording.width / 2,
            top: y - wording.height / 2,
            bottom: y + wording.height / 2,
          },
        ];
      });
      boxes.forEach((a, i) => {
        expect(a.left >= 0 && a.top >= 0 && a.right <= WIDTH && a.bottom <= HEIGHT).toBe(true);
        for (const b of boxes.slice(0, i)) {
          expect(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom).toBe(true);
        }
      });
    }),
  );
  cases.expectAll(20);
});

test("a label gives way to points, and shrinks to the number where names find no room", () => {
  const grid = new OccupancyGrid(WIDTH, HEIGHT);
  for (let x = 250; x < 350; x += 5) for (let y = 180; y < 220; y += 5) grid.add(x, y, 2);
  const label = { x: 300, y: 200, wordings: labelWordings({ segment: 2, name: "FAIL, then BUY" }) };
  const [placed] = placeLabels([label], WIDTH, HEIGHT, (box) => grid.under(box));
  expect(Math.abs(placed!.y - 200)).toBeGreaterThan(20);
  const [narrow] = placeLabels([{ ...label, x: 30 }], 60, HEIGHT, () => 0);
  expect(narrow!.wording.lines).toEqual(["3"]);
  expect(placeLabels([{ ...label, x: 700 }], WIDTH, HEIGHT, () => 0)).toEqual([undefined]);
});

test("the number alone stands where the name would cover points", () => {
  const grid = new OccupancyGrid(WIDTH, HEIGHT);
  for (let x = 0; x < WIDTH; x += 5) for (let y = 0; y < HEIGHT; y += 5) if (Math.abs(x - 300) > 18) grid.add(x, y, 2);
  const label = { x: 300, y: 200, wordings: labelWordings({ segment: 11, name: "LEVEL_1_PASS, then PUSH_IGNORED" }) };
  const [placed] = placeLabels([label], WIDTH, HEIGHT, (box) => grid.under(box));
  expect(placed!.wording.lines).toEqual(["12"]);
});

test("a large point takes its room, so that a label stands beside it", () => {
  const grid = new OccupancyGrid(WIDTH, HEIGHT);
  grid.add(300, 200, 30);
  const label = { x: 300, y: 200, wordings: labelWordings({ segment: 0, name: "BUY" }) };
  const [placed] = placeLabels([label], WIDTH, HEIGHT, (box) => grid.under(box));
  const { x, y, wording } = placed!;
  const [dx, dy] = [Math.abs(x - 300) - wording.width / 2, Math.abs(y - 200) - wording.height / 2];
  expect(Math.max(dx, dy)).toBeGreaterThanOrEqual(24);
});

test("the number of a segment never stands alone in a line before its name", () => {
  for (const name of ["ONE_VERY_LONG_ACTION_NAME_WITHOUT_A_BLANK", "A, then B", "X".repeat(80)]) {
    for (const { lines } of labelWordings({ segment: 1, name }).slice(0, 1)) expect(lines[0]).not.toBe("2");
  }
});
