import { describe, expect, test } from "vitest";
import { fitSegments } from "../../../src";
import { orderEmbedder } from "../../../src/embedding";
import { withClock } from "../../helpers/clock";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const { events } = await demoEvents(size(60, 120));
const paths = pathsOf(events);
const projection = false;

/** An embedder that takes 30 ms by the clock of {@link withClock}. */
function slow(advance: (ms: number) => void) {
  return {
    method: "slow",
    fit(...given: Parameters<ReturnType<typeof orderEmbedder>["fit"]>) {
      advance(30);
      return orderEmbedder({ seed: 1 }).fit(...given);
    },
  };
}

describe("timeBudget", () => {
  test.each([
    [29, 2],
    [30, 0], // used up only when past
  ])("of %i ms, used up by the first way or not: %i are not tried", async (timeBudget, skipped) => {
    const fit = (advance: (ms: number) => void) =>
      fitSegments(paths, { embedding: slow(advance), timeBudget, projection });
    const { selection } = await withClock(fit);
    expect(selection.skipped).toBe(skipped);
  });

  test("used up, no other way is tried, and how many were not is reported; one always is", async () => {
    const fit = (advance: (ms: number) => void) =>
      fitSegments(paths, { embedding: slow(advance), timeBudget: 10, projection });
    const { selection, segments } = await withClock(fit);
    expect(selection.skipped).toBe(2);
    expect(new Set(selection.candidates.map(({ reduction }) => reduction))).toEqual(new Set(["pca"]));
    expect(segments).toHaveLength(4);
  });

  test("ways are pairs of an embedding and a reduction", async () => {
    const { selection } = await withClock(() => fitSegments(paths, { timeBudget: 1, projection }), { step: 2 });
    expect(selection.skipped).toBe(5);
    expect(new Set(selection.candidates.map(({ embedding }) => embedding))).toEqual(new Set(["order"]));
  });

  test("ample, or none, nothing is left out and the result is the same", async () => {
    const fit = (options: { timeBudget?: string }) =>
      withClock((advance) => fitSegments(paths, { embedding: slow(advance), projection, ...options }));
    const none = await fit({});
    const ample = await fit({ timeBudget: "1h" });
    expect(ample.selection).toEqual(none.selection);
    expect(none.selection.skipped).toBe(0);
    expect(ample.labels).toEqual(none.labels);
  });

  test.each([
    [-1, '"timeBudget" expected'],
    ["soon", '"timeBudget" expected'],
  ])("%s is refused", async (timeBudget, message) => {
    await expect(fitSegments(paths, { timeBudget: timeBudget as number })).rejects.toThrow(message);
  });
});
