import { describe, expect, test } from "vitest";
import { fitSegments } from "../../../src";
import { cleanTransactions, featureTable, readTransactions, rfm } from "../../../src/features";
import { radarPlotSvg, renderFeatureReport, snakePlotSvg } from "../../../src/report";

async function shop() {
  const rows = Array.from({ length: 200 }, (_, i) => ({
    who: `<b>u${i % 40}</b>`,
    day: `2026-0${1 + (i % 9)}-1${i % 7}`,
    sum: i % 17 === 0 ? -5 : 5 + (i % 40) * (i % 3),
  }));
  const cleaned = cleanTransactions(await readTransactions(rows, { customer: "who", time: "day", amount: "sum" }));
  return { cleaned, model: await fitSegments(rfm(cleaned).table, { clustering: { method: "kmeans", k: 3 } }) };
}

describe("renderFeatureReport", () => {
  test("is one page that loads nothing, without a script and without ids", async () => {
    const { cleaned, model } = await shop();
    const page = await renderFeatureReport(model, { title: "A & B", currency: "€", cleaning: cleaned.cleaning });
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("<h1>A &amp; B</h1>");
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!www\.w3\.org)|u1&lt;|u1</);
    for (const { name, size } of model.segments) {
      expect(page).toContain(name);
      expect(page).toContain(String(size));
    }
    expect(page).toContain("cancellation");
    expect(page.match(/class="card mail"/g)).toHaveLength(2);
    expect(page.match(/<svg[^>]*aria-label="Radar plot/g)).toHaveLength(3);
    expect(await renderFeatureReport(model, { title: "A & B", currency: "€", cleaning: cleaned.cleaning })).toBe(page);
    expect(await renderFeatureReport(model, { emails: false })).not.toContain('id="mails"');
  });

  test("one segment, one figure, and a hostile name of a column", async () => {
    const table = featureTable(["a", "b"], { "<i>x</i>": [1, 1] });
    const page = await renderFeatureReport(await fitSegments(table));
    expect(page).toContain("&lt;i&gt;x&lt;/i&gt;");
    expect(page).not.toContain("<i>x");
    await expect(renderFeatureReport(await fitSegments(table), { cleaning: 3 as never })).rejects.toThrow(
      '"cleaning" expected what cleanTransactions reports, got 3',
    );
  });
});

describe("plots", () => {
  test("the snake plot has a line for each segment, the radar a spoke for each figure", async () => {
    const { model } = await shop();
    const snake = snakePlotSvg(model.segments, { theme: "dark" });
    expect(snake.match(/stroke-width="2.5"/g)).toHaveLength(3);
    expect(snake).not.toContain("NaN");
    const radar = radarPlotSvg(model.segments[0]!);
    expect(radar.match(/<text/g)).toHaveLength(3);
    expect(radar).not.toContain("NaN");
    expect(() => radarPlotSvg({ ...model.segments[0]!, features: [] })).toThrow(
      '"profile" expected at least 3 figures, got 0',
    );
    expect(() => snakePlotSvg([])).toThrow('"profiles" expected at least one profile, got none');
  });
});
