import { describe, expect, test } from "vitest";
import { clusterExemplars, condensedTreeRows, hdbscan, totalAssignment } from "../../../src/clustering";
import { matrix } from "../../../src/core/internal";
import { Cases } from "../../helpers/cases";
import { seededBlobs } from "../../helpers/points";

/** Three blobs, and rows between and far from them. */
function blobsAndStrays() {
  const blobs = seededBlobs(300, 2, 3, 5);
  const strays = [
    [100, 100],
    [-100, 50],
    [10, -40],
  ];
  const points = matrix(303, 2);
  points.data.set(blobs.data);
  points.data.set(strays.flat(), 600);
  return points;
}

describe("totalAssignment", () => {
  test("keeps members as they are and gives noise to the cluster of the nearest member", async () => {
    const points = blobsAndStrays();
    const result = await hdbscan(points, { minClusterSize: 10, workers: 1 });
    const { labels, confidences } = await totalAssignment(result);
    const { alternatives } = await result.apply(points);
    const cases = new Cases("member", "noise");
    for (const [i, label] of result.labels.entries()) {
      if (cases.when("member", label >= 0, "noise"))
        expect([labels[i], confidences[i]]).toEqual([label, result.probabilities[i]]);
      else {
        expect(labels[i]).toBe(nearestByDefinition(i));
        expect(labels[i]).toBe(alternatives.labels[i * alternatives.k]);
        expect(confidences[i]).toBeGreaterThan(0);
        expect(confidences[i]).toBeLessThan(1);
      }
    }
    cases.expectAll(3);
    expect(Math.max(...confidences.slice(300))).toBeLessThan(0.1); // strays are not believed

    function nearestByDefinition(i: number): number {
      let best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
      let found = -1;
      for (const [j, label] of result.labels.entries()) {
        if (label < 0) continue;
        const [dx, dy] = [0, 1].map((c) => points.data[2 * i + c]! - points.data[2 * j + c]!);
        const distance = Math.sqrt(dx! * dx! + dy! * dy!);
        const reach = Math.max(result.coreDistances[i]!, result.coreDistances[j]!, distance);
        if (reach > best[0] || (reach === best[0] && distance >= best[1])) continue;
        best = [reach, distance];
        found = label;
      }
      return found;
    }
  });

  test("without clusters all stays noise", async () => {
    const rows = new Array(6).fill([1]);
    const { labels, confidences } = await totalAssignment(await hdbscan(rows, { workers: 1 }));
    expect([...labels, ...confidences]).toEqual([...new Array(6).fill(-1), ...new Array(6).fill(0)]);
  });
});

test("exemplars are members of their cluster with probability 1, in each of its leaves", async () => {
  const points = blobsAndStrays();
  const result = await hdbscan(points, { minClusterSize: 10, workers: 1 });
  const exemplars = clusterExemplars(result);
  expect(result.selectedClusters).toHaveLength(2);
  expect(exemplars.map(({ length }) => length)).toEqual([20, 10]);
  for (const [label, rows] of exemplars.entries()) {
    for (const row of rows) expect([result.labels[row], result.probabilities[row]]).toEqual([label, 1]);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
  }
});

test("the condensed tree as rows: every point once, clusters with their labels", async () => {
  const points = blobsAndStrays();
  const result = await hdbscan(points, { minClusterSize: 10, workers: 1 });
  const rows = condensedTreeRows(result);
  expect(
    rows
      .map(({ row }) => row)
      .filter((row) => row !== undefined)
      .sort((a, b) => a - b),
  ).toEqual([...Array(303).keys()]);
  const labels = rows.flatMap(({ label, child }) => (label === undefined ? [] : [[label, child]]));
  expect(labels.sort((a, b) => a[0]! - b[0]!)).toEqual(
    [...result.selectedClusters].map((node, label) => [label, node]),
  );
});
