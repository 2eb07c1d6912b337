import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitSegments, type SegmentModel } from "../../src";
import { renderCards } from "../../src/report";
import { chromiumPath, openFile, startBrowser } from "../helpers/browser";
import { demoEvents } from "../helpers/demo-paths";
import { hostileModel, wideModel } from "../helpers/report-models";

describe.runIf(chromiumPath())("cards, in Chromium, from a file", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seqment-cards-"));
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  async function demoModel(): Promise<SegmentModel> {
    const model = await fitSegments((await demoEvents(400)).events, { seed: 7, projection: false });
    return model.edit({ rename: { s1: "Große Köpfe 顧客 ".repeat(8).trim(), s2: "W".repeat(120) } });
  }

  test.each([
    ["long-names", demoModel, 1],
    ["hostile", hostileModel, 1],
    ["forty", () => wideModel(40, 400), 2],
  ])("%s: a page of paper for each segment, and nothing is asked for", async (name, make, coverPages) => {
    const model = await make();
    const outcomes = [{ name: "Purchase", sentences: model.segments.map(() => "14% (10% to 19%); of others 6%") }];
    const file = join(folder, `${name}.html`);
    await writeFile(file, await renderCards(model, { outcomes }));
    const { page, complaints } = await openFile(browser, file, { width: 390, dark: false });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    for (const format of ["A4", "Letter"]) {
      const pdf = (await page.pdf({ format })).toString("latin1");
      expect(pdf.match(/\/Type \/Page\b/g), format).toHaveLength(model.segments.length + coverPages);
    }
    expect(complaints).toEqual([]);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  });
});
