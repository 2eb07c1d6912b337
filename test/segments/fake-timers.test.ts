import { expect, test, vi } from "vitest";
import { fitSegments } from "../../src/segments";

const paths = Array.from({ length: 120 }, (_, i) => (i % 2 ? "A -> B -> A -> B" : `C -> D -> ${i % 3 ? "E" : "F"}`));

test("a fit ends under fake timers, which stop every clock and timer", async () => {
  const options = { clustering: { method: "kmeans", k: 2 }, projection: false, seed: 3 } as const;
  const expected = await fitSegments(paths, options);
  vi.useFakeTimers();
  try {
    let reports = 0;
    const { labels } = await fitSegments(paths, { ...options, onProgress: () => void reports++ });
    expect(labels).toEqual(expected.labels);
    expect(reports).toBeGreaterThan(3);
  } finally {
    vi.useRealTimers();
  }
});
