import { describe, expect, test } from "vitest";
import { renderReport } from "../../src";
import { wideModel } from "../helpers/report-models";
import { dataOfPage, deadLinks } from "../helpers/report-parts";

describe("a model of 300 segments and 5,200 actions", async () => {
  const wide = await wideModel(300, 5200);

  test("has a page within the default limit, which says what it leaves out and whose links all lead somewhere", async () => {
    expect([wide.segments.length, wide.sequences.vocabulary.actions.length]).toEqual([300, 5200]);
    const text = await renderReport(wide);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_000_000);
    const cards = text.match(/<article class="card"/g)!.length;
    expect(text).toContain(`<li>of 300 segments this page describes the ${cards} largest in full`);
    expect(text).toContain("<li>of 5,200 actions the 5,000 most frequent can be searched for and compared");
    expect(deadLinks(text)).toEqual([]);
    for (const { segment } of wide.segments) expect(text).toContain(`id="segment-${segment + 1}"`);
  });

  test("says less where it has less room, down to what it needs at least", async () => {
    const small = await renderReport(wide, { maxBytes: 1_100_000 });
    expect(Buffer.byteLength(small)).toBeLessThanOrEqual(1_100_000);
    expect(small).toMatch(/steps, transitions and hours of the \d+ largest segments alone/);
    const { actions, profiles } = await dataOfPage(small);
    expect(actions.length).toBeLessThan(5000);
    expect(profiles).toHaveLength(300);
    expect(profiles.at(-1)!.flow.stepMatrix.positions).toBe(0);
    expect(deadLinks(small)).toEqual([]);
    await expect(renderReport(wide, { maxBytes: 100_000 })).rejects.toThrow(
      /^"maxBytes" expected at least \d+ for this model, got 100000$/,
    );
  });
});
