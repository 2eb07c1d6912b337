import { describe, expect, test } from "vitest";
import { fitSegments, orderEmbedder } from "../../../src";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";

const { events } = await demoEvents(120);
const paths = pathsOf(events);
const projection = false;

/** An embedder that takes longer than any budget here. */
const slow = {
  method: "slow",
  fit: async (...given: Parameters<ReturnType<typeof orderEmbedder>["fit"]>) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return orderEmbedder({ seed: 1 }).fit(...given);
  },
};

describe("timeBudget", () => {
  test("used up, no other way is tried, and how many were not is told; one always is", async () => {
    const { selection, segments } = await fitSegments(paths, { embedding: slow, timeBudget: 10, projection });
    expect(selection.skipped).toBe(2);
    expect(new Set(selection.candidates.map(({ reduction }) => reduction))).toEqual(new Set(["pca"]));
    expect(segments.length).toBeGreaterThan(0);
  });

  test("ways are pairs of an embedding and a reduction", async () => {
    const { selection } = await fitSegments(paths, { timeBudget: 1, projection });
    expect(selection.skipped).toBe(5);
    expect(new Set(selection.candidates.map(({ embedding }) => embedding))).toEqual(new Set(["order"]));
  });

  test("ample, or none, nothing is left out and the result is the same", async () => {
    const none = await fitSegments(paths, { embedding: slow, projection });
    const ample = await fitSegments(paths, { embedding: slow, timeBudget: "1h", projection });
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
