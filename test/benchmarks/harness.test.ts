import { expect, test, vi } from "vitest";
import { measure } from "../../benchmarks/harness";
import sort from "./fixture/sort";

const file = new URL("fixture/sort.ts", import.meta.url);

test("ours and the peer are measured in turn and judged alike", async () => {
  const figures = await measure(file, sort.cases(true)[0]!, true);
  expect(Object.keys(figures)).toEqual([
    "case",
    "n",
    "d",
    "ms",
    "rss_mb",
    "peer",
    "peer_ms",
    "ratio",
    "quality",
    "peer_quality",
  ]);
  expect(figures).toMatchObject({
    case: "hundred",
    n: 100,
    d: null,
    peer: "slow-sort 1.0.0",
    quality: 0,
    peer_quality: 0,
  });
  expect(figures.ms).toBeGreaterThan(0);
  expect(figures.rss_mb).toBeGreaterThan(10);
  expect(figures.peer_ms).toBeGreaterThanOrEqual(19); // it sleeps for 20
  expect(figures.ratio! / (figures.peer_ms! / figures.ms)).toBeCloseTo(1, 3);
});

test("a side that dies is an error, not a figure", async () => {
  await expect(measure(file, { case: "broken", params: { n: 3, fail: true } }, true)).rejects.toThrow(
    "ended without an answer",
  );
});

test("a peer that is not installed is said so", async () => {
  const alone = new URL("fixture/lonely.ts", import.meta.url);
  const figures = await measure(alone, sort.cases(true)[0]!, true);
  expect(figures).toMatchObject({
    peer: "no-such-library is not installed",
    peer_ms: null,
    ratio: null,
    peer_quality: null,
  });
});

test("a peer's language that is not installed is said so", async () => {
  vi.stubEnv("SEQMENT_PYTHON", "no-such-python");
  const figures = await measure(new URL("fixture/pythonic.ts", import.meta.url), sort.cases(true)[0]!, true);
  vi.unstubAllEnvs();
  expect(figures.peer).toBe("no-such-python is not installed");
});
