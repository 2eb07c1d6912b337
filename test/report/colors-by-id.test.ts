import { beforeAll, expect, test } from "vitest";
import { fitSegments, type SegmentModel } from "../../src";
import { renderCards, renderReport, segmentMapSvg } from "../../src/report";
import { colorsById, PAGE_COLORS, standaloneColors } from "../../src/report/colors";
import { markNumber } from "../../src/report/mark-number";
import { rasterizePoints } from "../../src/report/page/map/rasterize-points";
import type { Points } from "../../src/report/page/unpack-points";
import { Cases } from "../helpers/cases";
import { tastePaths } from "../helpers/planted-tastes";

let first: SegmentModel;
let next: SegmentModel;
beforeAll(async () => {
  first = await fitSegments(tastePaths(160, 1), { effort: "quick" });
  // the smallest group of the first model is the largest of the next one, so that places change where ids stay
  const sizes = new Map(first.segments.map(({ segment, size }) => [segment, size]));
  const smallest = [...sizes].sort((a, b) => a[1] - b[1])[0]![0];
  const paths = tastePaths(160, 2);
  const labels = await first.assign(paths);
  const more = paths.filter((_, i) => labels[i]!.segment === smallest);
  next = await fitSegments([...paths, ...more, ...more, ...more], { previous: first });
});

/** The mark before each segment's name in the legend, by id. */
function marksOf(model: SegmentModel, page: string): Map<string, string> {
  const found = [...page.matchAll(/data-segment="(\d+)".*?<path d="([^"]+)" fill="([^"]+)"/g)];
  return new Map(found.map(([, segment, path, fill]) => [model.lineage.ids[Number(segment)]!, `${path} ${fill}`]));
}

test("a segment that keeps its id keeps color and shape, wherever it stands in the next model", async () => {
  const [then, now] = [marksOf(first, await renderReport(first)), marksOf(next, await renderReport(next))];
  const kept = [...then.keys()].filter((id) => now.has(id));
  const moved = kept.filter((id) => first.lineage.ids.indexOf(id) !== next.lineage.ids.indexOf(id));
  expect(moved.length).toBeGreaterThan(0);
  for (const id of kept) expect(now.get(id)).toBe(then.get(id));
  expect(new Set(then.values()).size).toBe(first.segments.length);
});

test("all parts of a page, the cards and the drawing of the map use the same colors", async () => {
  const page = await renderReport(next);
  const cards = await renderCards(next);
  const svg = segmentMapSvg(next);
  const cases = new Cases("moved");
  for (const [segment, id] of next.lineage.ids.entries()) {
    const number = Number(id.slice(1)) - 1;
    const color = PAGE_COLORS.segment(number);
    for (const text of [page, cards]) {
      const card = new RegExp(`id="segment-${segment + 1}"[^>]*>\\s*<header><svg[^>]*><path d="[^"]+" fill="([^"]+)"`);
      expect(card.exec(text)![1]).toBe(color);
    }
    if (cases.when("moved", number !== segment))
      expect(svg).toContain(`"${standaloneColors("light").segment(number)}"`);
  }
  cases.expectAll();
});

test("the number of a mark is that of the id; other names fall back to the place in the model", () => {
  expect(["s1", "s29", "s0", "s12345678901", "S3", "", null].map((id) => markNumber(id, 7))).toEqual([
    0, 28, 0, 7, 7, 7, 7,
  ]);
  const colors = colorsById(PAGE_COLORS, ["s9", null]);
  expect([colors.segment(0), colors.segment(1), colors.segment(-1)]).toEqual(
    [8, 1, -1].map((segment) => PAGE_COLORS.segment(segment)),
  );
  expect([0, 1, -1].map((segment) => colors.shape(segment))).toEqual(["square", "disc", "cross"]);
});

test("points of the map are drawn in the color of the mark", () => {
  const points = { count: 1, x: [2], y: [2], segments: [0], weights: [1], distorted: [0] } as unknown as Points;
  const pixelAt = (mark: number) => {
    const image = { width: 5, height: 5, data: new Uint8ClampedArray(100) } as unknown as ImageData;
    const order = { large: new Uint32Array(0), small: Uint32Array.of(0) } as never;
    const view = { scale: 1, dx: 0, dy: 0, radius: 2, opacity: 1, theme: "light", hollow: false, atMost: 9 } as const;
    rasterizePoints(image, points, order, () => 2, { ...view, mark: () => mark });
    const hex = (value: number) => value.toString(16).padStart(2, "0");
    return `#${[...image.data.slice(48, 51)].map(hex).join("")}`;
  };
  for (const mark of [0, 3, 9]) expect(pixelAt(mark)).toBe(standaloneColors("light").segment(mark));
});
