import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitSegments, renderReport } from "../../src";
import { chromiumPath, type Opened, openFile, startBrowser } from "../helpers/browser";
import { demoEvents } from "../helpers/demo-paths";
import { HOSTILE, hostileModel } from "../helpers/report-models";

describe.runIf(chromiumPath())("the page, in Chromium, from a file", () => {
  let browser: Browser;
  let folder: string;
  let demo: string;
  let hostile: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seqment-report-"));
    demo = join(folder, "demo.html");
    hostile = join(folder, "hostile.html");
    const { events } = await demoEvents(400);
    await writeFile(demo, await renderReport(await fitSegments(events, { seed: 7 })));
    await writeFile(hostile, await renderReport(await hostileModel(), { title: HOSTILE.image }));
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  async function open(path: string, options?: { width?: number; dark?: boolean }): Promise<Opened> {
    const opened = await openFile(browser, path, options);
    await opened.page.waitForSelector("html.mapped", { timeout: 20_000 });
    return opened;
  }

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
  ])(
    "%s, %i pixels wide: asks for nothing, complains of nothing, scrolls one way, and axe finds nothing",
    async (mode, width) => {
      const { page, complaints } = await open(demo, { width, dark: mode === "dark" });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.fill("#search", "PURCHASE_BOOST");
      expect(await seriousFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test("the map is drawn: segments in their colours, names beside them", async () => {
    const { page } = await open(demo);
    await expect.poll(() => inkedShare(page)).toBeGreaterThan(0.005);
    expect(await page.locator("#map text").count()).toBe(4);
  });

  test("hovering tells the path; a click and a lasso list paths", async () => {
    const { page, complaints } = await open(demo);
    const [x, y] = await somePoint(page);
    await page.mouse.move(x, y);
    await expect.poll(() => page.locator("#map .tip").isVisible()).toBe(true);
    expect(await page.locator("#map .tip").innerText()).toMatch(/→[\s\S]+ user/);
    await page.mouse.click(x, y);
    expect(await page.locator("#paths h3").innerText()).toMatch(/^\d+ users? on \d+ paths?$/);

    await page.click("#lasso");
    await page.locator("#map").scrollIntoViewIfNeeded();
    const box = (await page.locator("#map").boundingBox())!;
    await page.mouse.move(box.x + 12, box.y + 12);
    await page.mouse.down();
    for (const [dx, dy] of [
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0.02],
    ] as const) {
      await page.mouse.move(box.x + 12 + dx * (box.width - 24), box.y + 12 + dy * (box.height - 24), { steps: 4 });
    }
    await page.mouse.up();
    await expect.poll(() => page.locator("#paths h3").innerText()).toMatch(/^400 users on \d+ paths$/);
    expect(complaints).toEqual([]);
  });

  test("by keyboard alone: arrows walk through the points and say them, Enter lists their paths", async () => {
    const { page } = await open(demo);
    await page.focus("#map");
    const said = new Set<string>();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
      await page.keyboard.press(key);
      said.add(await page.locator(".live").innerText());
    }
    expect(said.size).toBeGreaterThan(2);
    await page.keyboard.press("Enter");
    expect(await page.locator("#paths h3").innerText()).toMatch(/ users? on /);
    await page.keyboard.press("Escape");
    expect(await page.locator("#paths h3").count()).toBe(0);
  });

  test("a segment of the legend alone, and those in none put away", async () => {
    const { page } = await open(demo);
    await expect.poll(() => ink(page)).toBeGreaterThan(0);
    const all = await ink(page);
    await page.click('.legend button[data-segment="1"]');
    expect(await page.getAttribute('.legend button[data-segment="1"]', "aria-pressed")).toBe("true");
    await expect.poll(() => page.locator("#map text").count()).toBe(1);
    await expect.poll(() => ink(page)).toBeLessThan(0.7 * all); // the others are drawn faintly
    expect(await page.locator("#paths h3").innerText()).toMatch(/ users on /);
  });

  test("who does it: shares of members as they are", async () => {
    const { page } = await open(demo);
    await page.fill("#search", "PURCHASE_B");
    const rows = await page.locator("#found tbody tr").allInnerTexts();
    const { events } = await demoEvents(400);
    const model = await fitSegments(events, { seed: 7 });
    const { tokens, offsets, rowOf, vocabulary } = model.sequences;
    const boost = vocabulary.actions.indexOf("PURCHASE_BOOST");
    const does = [...rowOf].map((row) => tokens.subarray(offsets[row], offsets[row + 1]).includes(boost));
    for (const { segment, name } of model.segments) {
      const members = does.filter((doing, input) => doing && model.labels[input] === segment).length;
      const row = rows.find((text) => text.trim().startsWith(`${segment} ${name}`));
      if (members === 0) expect(row).toBeUndefined();
      else expect(row?.trim().split(/\s/).at(-1)).toBe(String(members));
    }
  });

  test("two segments beside each other", async () => {
    const { page, complaints } = await open(demo);
    await page.selectOption("#compare-a", "1");
    await page.selectOption("#compare-b", "2");
    const text = await page.locator("#comparison").innerText();
    expect(text).toContain("PURCHASE_BOOST");
    expect(await page.locator("#comparison .dumbbell").count()).toBe(14);
    await page.selectOption("#compare-b", "1");
    expect(await page.locator("#comparison").innerText()).toContain("Choose two different segments");
    expect(complaints).toEqual([]);
  });

  test("tables and chosen paths are downloaded, formulas made text", async () => {
    const { page, complaints } = await open(hostile);
    for (const name of [
      "segments.csv",
      "patterns.csv",
      "transitions.csv",
      "steps.csv",
      "hours.csv",
      "exemplars.csv",
      "actions.csv",
    ]) {
      const text = await downloaded(page, `[data-table="${name}"]`);
      expect(text.split("\r\n").length, name).toBeGreaterThan(3);
      expect(text, name).not.toMatch(/(^|,)"?=/m);
    }
    expect(await downloaded(page, '[data-table="actions.csv"]')).toContain(`"'=HYPERLINK(""http`);
    await page.click('.legend button[data-segment="0"]');
    expect(await downloaded(page, "#paths-csv")).toMatch(/^\ufeffsegment,members,path\r\n0,/);
    expect(complaints).toEqual([]);
  });

  test("hostile names stay text, and no name of a user is there", async () => {
    const { page, complaints } = await open(hostile);
    expect(await page.locator("h1").innerText()).toBe(HOSTILE.image);
    expect(await page.locator("img, script:not(#data):not(:last-of-type)").count()).toBe(0);
    await page.fill("#search", HOSTILE.action);
    expect(await page.locator("#found caption").innerText()).toContain(HOSTILE.action);
    for (let segment = 0; segment < 3; segment++) await page.click(`.legend button[data-segment="${segment}"]`);
    expect(await page.locator("#paths img").count()).toBe(0);
    expect(await page.content()).not.toContain("alert(3)");
    expect(complaints).toEqual([]);
  });

  test("without scripts all but the map can be read", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`file://${demo}`);
    expect(await page.locator(".card").count()).toBeGreaterThan(3);
    expect(await page.locator("#search").isVisible()).toBe(false);
  });

  test("the policy lets no other script run", async () => {
    const path = join(folder, "changed.html");
    const page = await readFile(demo, "utf8");
    await writeFile(path, page.replace("</body>", "<script>document.title = 'ran'</script></body>"));
    const { page: changed, complaints } = await openFile(browser, path);
    expect(await changed.title()).toBe("Behavioural segments");
    expect(complaints.join()).toContain("Content Security Policy");
  });
});

async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as never as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact !== "minor")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html)
          .slice(0, 3)
          .join(" ")}`,
    );
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Share of the map's pixels that are drawn on. */
function inkedShare(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("#map canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
  });
}

/** How much is drawn on the map. */
function ink(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("#map canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, value, i) => (i % 4 === 3 ? sum + value : sum), 0);
  });
}

/** A place in the window where a point is drawn. */
async function somePoint(page: Page): Promise<[number, number]> {
  await page.locator("#map").scrollIntoViewIfNeeded();
  await expect.poll(() => inkedShare(page)).toBeGreaterThan(0);
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("#map canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const pixel = data.findIndex((value, i) => i % 4 === 3 && value > 200) >> 2;
    const box = canvas.getBoundingClientRect();
    const scale = box.width / canvas.width;
    return [box.left + (pixel % canvas.width) * scale, box.top + Math.floor(pixel / canvas.width) * scale];
  });
}

async function downloaded(page: Page, selector: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  return readFile(await download.path(), "utf8");
}
