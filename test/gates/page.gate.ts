import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { type DecodedPng, decode } from "fast-png";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitSegments, renderReport, type SegmentModel } from "../../src";
import { pathPattern } from "../../src/sequences";
import { chromiumPath, type Opened, openFile, startBrowser } from "../helpers/browser";
import { demoEvents } from "../helpers/demo-paths";
import { HOSTILE, hostileModel, wideModel } from "../helpers/report-models";

/** Pages by name, each opened once for each width and scheme: a test that changes a page reloads it first. */
const PAGES = ["demo", "hostile", "wide"] as const;

describe.runIf(chromiumPath())("the page, in Chromium, from a file", () => {
  let browser: Browser;
  let folder: string;
  let model: SegmentModel;
  const opened = new Map<string, Promise<Opened>>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seqment-report-"));
    const { events } = await demoEvents(400);
    model = await fitSegments(events, { seed: 7 });
    const models = [model, await hostileModel(), await wideModel(70, 400)];
    for (const [i, name] of PAGES.entries()) {
      const title = name === "hostile" ? HOSTILE.image : undefined;
      await writeFile(fileOf(name), await renderReport(models[i]!, title === undefined ? {} : { title }));
    }
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  function fileOf(name: (typeof PAGES)[number]): string {
    return join(folder, `${name}.html`);
  }

  /** A page as it is after loading. */
  async function open(name: (typeof PAGES)[number], { width = 1280, dark = false } = {}): Promise<Opened> {
    const key = `${name} ${width} ${dark}`;
    const known = opened.get(key);
    const made = known ?? openFile(browser, fileOf(name), { width, dark });
    opened.set(key, made);
    const { page, complaints } = await made;
    if (known) {
      complaints.length = 0;
      await page.goto("about:blank"); // so that it is scrolled to the top again
      complaints.length = 0;
      await page.goto(`file://${fileOf(name)}`);
    }
    await page.waitForSelector("html.ready", { timeout: 20_000 });
    return { page, complaints };
  }

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
  ])(
    "%s, %i pixels wide: asks for nothing, complains of nothing, scrolls one way, and axe finds nothing",
    async (mode, width) => {
      const { page, complaints } = await open("demo", { width, dark: mode === "dark" });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.fill("#search", "PURCHASE_BOOST");
      await page.click(".verdict summary");
      expect(await seriousFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test.each([
    ["demo", 1280],
    ["demo", 390],
    ["wide", 1280],
    ["wide", 390],
  ] as const)(
    "%s, %i pixels wide: every link of the navigation lands on its heading, at the first click",
    async (name, width) => {
      const { page } = await open(name, { width });
      const links = await page
        .locator("nav.contents a")
        .evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
      expect(links).toEqual(expect.arrayContaining(["#compare", "#segments", "#tables", "#glossary"]));
      for (const link of links.toReversed()) {
        await page.evaluate(() => scrollTo(0, 0));
        await page.click(`nav.contents a[href="${link}"]`);
        expect(await landing(page, link), link).toBeLessThanOrEqual(40);
      }
      const last = width === 390 ? "#segment-40" : "#segment-none";
      const far = name === "demo" ? "#tables" : last === "#segment-40" ? last : "#segment-70";
      for (const address of [far, "#segments"]) {
        const fresh = await browser.newPage({ viewport: { width, height: 900 } });
        await fresh.goto(`file://${fileOf(name)}${address}`);
        await fresh.waitForSelector("html.ready");
        await settled(fresh);
        expect(await landing(fresh, address), address).toBeLessThanOrEqual(40);
        await fresh.close();
      }
    },
  );

  test.each(["screen", "print"] as const)("captured whole, on %s, no card is empty", async (media) => {
    const { page } = await open("wide");
    await page.emulateMedia({ media });
    const cards = await page.locator(".card").evaluateAll((all) =>
      all.map((card) => {
        const { left, top, width, height } = card.getBoundingClientRect();
        return { left: left + scrollX, top: top + scrollY, width, height };
      }),
    );
    expect(cards).toHaveLength(60);
    // Chromium's own pictures end at 16,384 pixels: the first cards of what is printed, the last ones of the screen
    const height = 6000;
    const last = cards.at(-1)!;
    const top = media === "print" ? cards[0]!.top - 20 : last.top + last.height - height;
    const image = decode(await page.screenshot({ fullPage: true, clip: { x: 0, y: top, width: 1280, height } }));
    const inside = cards.filter((card) => card.top >= top && card.top + card.height <= top + height);
    expect(inside.length).toBeGreaterThan(4);
    for (const card of inside) expect(inkOf(image, { ...card, top: card.top - top })).toBeGreaterThan(0.01);
    await page.emulateMedia({ media: null });
  });

  test("390 pixels wide: bars are there, no letters are below 12 pixels, and what scrolls sideways says so", async () => {
    for (const name of ["demo", "wide"] as const) {
      const { page } = await open(name, { width: 390 });
      const bars = await page
        .locator(".patterns .bar")
        .evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
      expect(Math.min(...bars)).toBeGreaterThan(120);
      expect(await smallLetters(page)).toEqual([]);
      const hidden = await page.locator("body *").evaluateAll((all) =>
        all
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 2 && /auto|scroll/.test(getComputedStyle(element).overflowX),
          )
          .filter((element) => !element.classList.contains("more-right"))
          .map((element) => element.className),
      );
      expect(hidden).toEqual([]);
      expect(await page.locator(".tree").evaluate((tree) => tree.scrollWidth <= tree.clientWidth)).toBe(true);
    }
  });

  test("the legend says how many segments follow, and by keyboard alone all are reached", async () => {
    const { page } = await open("wide");
    const more = page.locator(".legend-more");
    const below = () => more.innerText().then((text) => Number(/^(\d+) more below$/.exec(text)?.[1]));
    const first = await below();
    expect(first).toBeGreaterThan(50);
    expect(await page.locator(".legend ul").getAttribute("class")).toContain("more-below");
    await more.focus();
    await page.keyboard.press("Enter");
    await expect.poll(below).toBeLessThan(first);
    await page.locator('.legend [data-segment="69"]').focus();
    await expect.poll(() => more.isVisible()).toBe(false);
    await page.keyboard.press("Enter");
    expect(await page.locator("#paths h3").innerText()).toMatch(/ sequences? on /);
  });

  test("labels of the steps and transitions are unique in each drawing", async () => {
    const { page } = await open("wide");
    const labels = await page
      .locator("svg.steps, svg.transitions")
      .evaluateAll((all) =>
        all.map((drawing) =>
          [...drawing.querySelectorAll('text[text-anchor="end"]')].map((text) => text.firstChild!.textContent!),
        ),
      );
    expect(labels.length).toBeGreaterThan(60);
    for (const drawn of labels) expect(new Set(drawn).size).toBe(drawn.length);
  });

  test("sliders show more or fewer transitions, and say what is hidden", async () => {
    const { page } = await open("demo");
    const figure = page.locator("figure:has(svg.transitions)").first();
    const [share, count] = [figure.locator("input[type=range]").nth(0), figure.locator("input[type=range]").nth(1)];
    const shown = () => figure.locator("svg.transitions g[data-share]:not([display=none])").count();
    const stated = async () => Number(/^(\d+) shown; /.exec((await figure.locator("output").textContent())!)![1]);
    const first = await shown();
    expect(await stated()).toBe(first);
    await share.fill("2");
    await count.fill((await count.getAttribute("max"))!);
    expect(await shown()).toBeGreaterThan(first);
    await count.fill("1");
    expect([await shown(), await stated()]).toEqual([1, 1]);
    expect(await figure.locator("g[data-line][opacity='1']").count()).toBeLessThanOrEqual(2);
  });

  test("names on the map stand beside the points, not on them", async () => {
    const { page } = await open("demo");
    await expect.poll(() => inkedShare(page)).toBeGreaterThan(0.005);
    const covered = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>("#map canvas")!;
      const frame = canvas.getBoundingClientRect();
      return [...document.querySelectorAll("#map text")].map((text) => {
        const { left, top, width, height } = text.getBoundingClientRect();
        const { data } = canvas.getContext("2d")!.getImageData(left - frame.left, top - frame.top, width, height);
        return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
      });
    });
    expect(covered).toHaveLength(4);
    for (const share of covered) expect(share).toBeLessThan(0.1);
  });

  test("the map is drawn: segments in their colors, names beside them", async () => {
    const { page } = await open("demo");
    await expect.poll(() => inkedShare(page)).toBeGreaterThan(0.005);
    expect(await page.locator("#map text").count()).toBe(4);
  });

  test("hovering shows the path; a click and a lasso list paths", async () => {
    const { page, complaints } = await open("demo");
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
    const { page } = await open("demo");
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
    const { page } = await open("demo");
    await expect.poll(() => ink(page)).toBeGreaterThan(0);
    const all = await ink(page);
    await page.click('.legend button[data-segment="1"]');
    expect(await page.getAttribute('.legend button[data-segment="1"]', "aria-pressed")).toBe("true");
    await expect.poll(() => page.locator("#map text").count()).toBe(1);
    await expect.poll(() => ink(page)).toBeLessThan(0.7 * all); // the others are drawn faintly
    expect(await page.locator("#paths h3").innerText()).toMatch(/ users on /);
  });

  test("who does it: shares of members as they are", async () => {
    const { page } = await open("demo");
    await page.fill("#search", "PURCHASE_B");
    const rows = await page.locator("#found tbody tr").allInnerTexts();
    const { tokens, offsets, rowOf, vocabulary } = model.sequences;
    const boost = vocabulary.actions.indexOf("PURCHASE_BOOST");
    const does = [...rowOf].map((row) => tokens.subarray(offsets[row], offsets[row + 1]).includes(boost));
    for (const { segment, name } of model.segments) {
      const members = does.filter((doing, input) => doing && model.labels[input] === segment).length;
      const row = rows.find((text) => text.trim().startsWith(`${segment + 1} ${name}`));
      expect(row?.trim().split(/\s/).at(-1)).toBe(members === 0 ? undefined : String(members));
    }
  });

  test("who shows a path pattern: members as they are, and where it is none", async () => {
    const { page, complaints } = await open("demo");
    const pattern = "START -> ... -> PURCHASE_BOOST";
    await page.fill("#search", pattern);
    const rows = await page.locator("#found tbody tr").allInnerTexts();
    const { sequences } = model;
    const shows = pathPattern(pattern).over(sequences.vocabulary.actions).testRows(sequences);
    for (const { segment, name } of model.segments) {
      const members = [...sequences.rowOf].filter((row, i) => shows[row] === 1 && model.labels[i] === segment).length;
      const row = rows.find((text) => text.trim().startsWith(`${segment + 1} ${name}`));
      const [low = 0, high = low] = (row?.split("\t").at(-1) ?? "").match(/\d+/g)?.map(Number) ?? [];
      expect(low).toBeLessThanOrEqual(members); // of long paths the page holds the two ends
      expect(high).toBeGreaterThanOrEqual(members);
    }
    expect(rows.length).toBeGreaterThan(0);
    await page.fill("#search", "START -> -> QUIT");
    expect(await page.locator("#found pre").innerText()).toBe(
      "Expected an action at column 10\n  START -> -> QUIT\n           ^",
    );
    expect(complaints).toEqual([]);
  });

  test("two segments beside each other", async () => {
    const { page, complaints } = await open("demo");
    await page.selectOption("#compare-a", "1");
    await page.selectOption("#compare-b", "2");
    const text = await page.locator("#comparison").innerText();
    expect(text).toContain("PURCHASE_BOOST");
    expect(await page.locator("#comparison .dumbbell").count()).toBe(14);
    const strips = page.locator("#comparison .span > svg");
    expect(await strips.count()).toBe(2);
    for (const strip of await strips.all()) {
      expect(await strip.locator('line[stroke-width="3"]').count()).toBe(2); // two medians over one axis
      expect(await strip.locator("text").count()).toBeGreaterThan(1);
    }
    expect(await strips.last().locator("text").last().innerHTML()).toMatch(/ (s|min|h|days?)$/);
    await page.selectOption("#compare-b", "1");
    expect(await page.locator("#comparison").innerText()).toContain("Choose two different segments");
    expect(complaints).toEqual([]);
  });

  test("tables and chosen paths are downloaded, formulas made text", async () => {
    const { page, complaints } = await open("hostile");
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
    expect(await downloaded(page, "#paths-csv")).toMatch(/^\ufeffsegment,number,members,path\r\n0,1,/);
    expect(complaints).toEqual([]);
  });

  test("hostile names stay text, and no name of a user is there", async () => {
    const { page, complaints } = await open("hostile");
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
    await page.goto(`file://${fileOf("demo")}`);
    expect(await page.locator(".card").count()).toBeGreaterThan(3);
    expect(await page.locator("#search").isVisible()).toBe(false);
  });

  test("the policy lets no other script run", async () => {
    const path = join(folder, "changed.html");
    const page = await readFile(fileOf("demo"), "utf8");
    await writeFile(path, page.replace("</body>", "<script>document.title = 'ran'</script></body>"));
    const { page: changed, complaints } = await openFile(browser, path);
    expect(await changed.title()).toBe("Behavioral segments");
    expect(complaints.join()).toContain("Content Security Policy");
  });
});

/** How far a heading is from the top of the window, in pixels; 0 where the page ends before it can come there. */
function landing(page: Page, link: string): Promise<number> {
  return page.evaluate((target) => {
    const { scrollHeight } = document.documentElement;
    const { top } = document.querySelector(target)!.getBoundingClientRect();
    const atEnd = scrollY + innerHeight >= scrollHeight - 2;
    return atEnd && top > 0 && top < innerHeight ? 0 : Math.abs(top);
  }, link);
}

/** Waits until the page has stood still for twenty frames. */
function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let still = 0, at = scrollY; still < 20; still++) {
      await new Promise(requestAnimationFrame);
      if (scrollY !== at) still = 0;
      at = scrollY;
    }
  });
}

/** What has letters of less than 12 pixels. */
function smallLetters(page: Page): Promise<string[]> {
  return page.locator("body *:not(script, option)").evaluateAll((all) =>
    all
      .filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== ""),
      )
      .filter(
        (element) => !element.closest("title, datalist") && Number.parseFloat(getComputedStyle(element).fontSize) < 12,
      )
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Share of the pixels of a box that are not of the ground, the color of its middle left edge within the border. */
function inkOf({ width, channels, data }: DecodedPng, box: Box): number {
  let inked = 0;
  let all = 0;
  for (let y = Math.ceil(box.top) + 3; y < box.top + box.height - 3; y += 2) {
    const ground = (y * width + Math.ceil(box.left) + 3) * channels;
    for (let x = Math.ceil(box.left) + 4; x < box.left + box.width - 3; x += 2) {
      all += 1;
      if (data[(y * width + x) * channels + 1] !== data[ground + 1]) inked += 1;
    }
  }
  return inked / all;
}

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
