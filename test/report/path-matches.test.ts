import { expect, test } from "vitest";
import type { ReportData } from "../../src/report/data/report-data";
import { pathMatches } from "../../src/report/page/path-matches";
import type { Points } from "../../src/report/page/unpack-points";
import { pathSteps } from "../../src/report/path-steps";
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
  { segment: 0, id: "s1", name: "Buyers", size: 12 },
  { segment: 1, id: "s2", name: "<b>", size: 8 },
  { segment: -1, id: null, name: "In no segment", size: 3 },
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

test("members are counted by what the page holds of their paths", () => {
  const count = (text: string) => pathMatches(pathPattern(text), points, names, [0, 1, -1]);
  // the long path has a cart at its beginning and buy at its end; the last one an action in the middle that is not named
  expect(count("cart -> ... -> buy")).toEqual({
    shows: Uint8Array.of(1, 0, 1, 1, 0, 1),
    groups: [
      { surely: 5, perhaps: 0, seen: 8 },
      { surely: 6, perhaps: 1, seen: 7 },
      { surely: 3, perhaps: 0, seen: 3 },
    ],
  });
  // in the middle of the long path there may be two looks in a row; no action but one stands in the middle of the last
  expect(count("look{2}")).toEqual({
    shows: Uint8Array.of(1, 0, 0, 0, 0, 0),
    groups: [
      { surely: 5, perhaps: 0, seen: 8 },
      { surely: 0, perhaps: 5, seen: 7 },
      { surely: 0, perhaps: 0, seen: 3 },
    ],
  });
  expect(count("cart -> [^ look] -> buy").groups[2]).toEqual({ surely: 0, perhaps: 3, seen: 3 });
  expect(count("START -> cart -> .{79} -> buy -> END").groups[1]).toEqual({ surely: 4, perhaps: 1, seen: 7 });
  expect(count("START -> cart -> .{78} -> buy -> END").groups[1]).toEqual({ surely: 0, perhaps: 1, seen: 7 });
});

test("the table says how much is not known, and escapes what others wrote", () => {
  const { groups: found } = pathMatches(pathPattern("look{2}"), points, names, [0, 1, -1]);
  const data = { groups, unit: "user" } as unknown as ReportData;
  const { text } = patternView(data, "cart -> <i>", found, ["no action is named <i>"]);
  expect(text).toContain("cart -&gt; &lt;i&gt;: shown by 5 to 10 of 18 (28% to 56%)");
  expect(text).toContain('<td class="n">0% to 71%</td><td class="n">0 to 5</td>');
  expect(text).toContain("Of 5 users it is not known: ");
  expect(text).toContain("5 other users are not on the map.");
  expect(text).toContain("no action is named &lt;i&gt;");
  expect(text).not.toMatch(/<i>|<b>/);
  expect(text).not.toContain("In no segment");
});
