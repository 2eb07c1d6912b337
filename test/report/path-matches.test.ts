import { expect, test } from "vitest";
import { pathMatches } from "../../src/report/page/path-matches";
import type { Points } from "../../src/report/page/unpack-points";
import { pathSteps } from "../../src/report/path-steps";
import type { ReportData } from "../../src/report/report-data";
import { patternView } from "../../src/report/views/pattern-view";
import { pathPattern } from "../../src/sequences";

/** Points of paths of numbered actions; none for a path that the page does not hold. */
function pointsOf(rows: readonly { segment: number; weight: number; path: number[] | undefined }[]): Points {
  return {
    count: rows.length,
    segments: Int32Array.from(rows, ({ segment }) => segment),
    weights: Uint32Array.from(rows, ({ weight }) => weight),
    path: (point: number) => rows[point]!.path && pathSteps(rows[point]!.path!),
  } as unknown as Points;
}

const names = ["cart", "look", "buy"];
const groups = [
  { segment: 0, name: "Buyers", size: 12 },
  { segment: 1, name: "<b>", size: 8 },
  { segment: -1, name: "In no segment", size: 3 },
];
const long = Array.from({ length: 80 }, (_, i) => i % 2);
const points = pointsOf([
  { segment: 0, weight: 5, path: [0, 1, 1, 2] },
  { segment: 0, weight: 3, path: [2, 0] },
  { segment: 1, weight: 2, path: [0, 2] },
  { segment: 1, weight: 4, path: [...long, 2] }, // its middle is cut away
  { segment: 1, weight: 1, path: undefined },
  { segment: -1, weight: 3, path: [0, 7, 2] }, // 7: an action without a name here
]);

test("members are counted whose whole path the page holds", () => {
  const count = (text: string) => pathMatches(pathPattern(text), points, names, [0, 1, -1]);
  expect(count("cart -> ... -> buy")).toEqual({
    shows: Uint8Array.of(1, 0, 1, 0, 0, 1),
    groups: [
      { members: 5, known: 8, all: 8 },
      { members: 2, known: 2, all: 7 },
      { members: 3, known: 3, all: 3 },
    ],
  });
  expect([...count("look{2}").shows]).toEqual([1, 0, 0, 0, 0, 0]);
  expect([...count("cart -> [^ look]").shows]).toEqual([0, 0, 1, 0, 0, 1]);
});

test("the table says how many are not known, and escapes what others wrote", () => {
  const { groups: found } = pathMatches(pathPattern("cart -> .* -> buy"), points, names, [0, 1, -1]);
  const data = { groups, unit: "user" } as unknown as ReportData;
  const { text } = patternView(data, "cart -> <i>", found, ["no action is named <i>"]);
  expect(text).toContain("cart -&gt; &lt;i&gt;: shown by 10 of 13 (77%)");
  expect(text).toContain("Of 10 other users this page does not hold the whole path; they are not counted.");
  expect(text).toContain("no action is named &lt;i&gt;");
  expect(text).not.toMatch(/<i>|<b>/);
  expect(text.indexOf("In no segment")).toBeLessThan(text.indexOf("Buyers")); // 100% before 5 of 8
});
