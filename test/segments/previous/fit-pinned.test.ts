import { expect, test } from "vitest";
import { fitSegments } from "../../../src/segments";
import { partsOf } from "../../../src/segments/internal";
import { pinOf } from "../../../src/segments/previous/fit-pinned";

const times = (path: string, users: number) => Array<string>(users).fill(path);

test("a mean of too few users for a segment is fitted again, so that the same log gives the same labels", async () => {
  const paths = [...times("A -> B", 20), ...times("X -> Y", 20), ...times("P -> Q", 4)];
  const previous = await fitSegments(paths, { clustering: { method: "kmeans", k: 3 }, projection: false });
  expect([...new Set(previous.labels)]).toEqual([0, 1, -1]);
  expect(pinOf(partsOf(previous)).groups).toBe(3);
  expect((await fitSegments(paths, { previous })).labels).toEqual(previous.labels);
});

test("the size of a segment is kept as a share of the users learnt from, without those set aside", async () => {
  const robot = Array.from({ length: 2000 }, (_, i) => `R${i % 7}`).join(" -> ");
  const paths = ["A -> B", "A -> B -> C", "X -> Y", "X -> Y -> Z"].flatMap((path) => times(path, 60));
  const previous = await fitSegments([...paths, robot], {
    clustering: { method: "hdbscan", minClusterSize: 24 },
    embedding: { method: "order" },
    projection: false,
  });
  expect(pinOf(partsOf(previous)).minClusterShare).toBe(24 / 240);
});
