import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { preview } from "vite";
import { expect, inject, test } from "vitest";
import { fitSegments, readEvents } from "../../src";
import { makeDemoLog } from "../../src/cli/fit/demo-log";
import { startBrowser } from "../helpers/browser";
import { ROOT } from "../helpers/subpaths";
import { mustRun } from "./command";

test("the example page fits and assigns in a worker, as Node does, and stays awake", async () => {
  const folder = await mkdtemp(join(inject("consumer"), "browser-"));
  await cp(`${ROOT}examples/browser`, folder, { recursive: true });
  await mustRun(process.execPath, [`${ROOT}node_modules/vite/bin/vite.js`, "build"], { cwd: folder });
  const { events } = makeDemoLog({ users: 2000, seed: 7 });
  const lines = events.map(({ user, action, time }) => `${user},${action},${new Date(time).toISOString()}`);
  const csv = `user_id,event,timestamp\n${lines.join("\n")}\n`;
  await writeFile(join(folder, "log.csv"), csv);
  const read = await readEvents(new Blob([csv]).stream(), { user: "user_id", action: "event", time: "timestamp" });
  const model = await fitSegments(read, { seed: 7 });
  const path = "START -> LEVEL_5_FAIL -> PURCHASE_BOOST";
  const { name, confidence, reason } = await model.assign(path);

  const server = await preview({ root: folder, preview: { host: "127.0.0.1", port: 0 }, logLevel: "silent" });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls!.local[0]!);
    expect(await page.evaluate("crossOriginIsolated")).toBe(true);
    await page.evaluate(`longest = 0; last = performance.now();
      setInterval(() => { longest = Math.max(longest, performance.now() - last); last = performance.now(); }, 10)`);
    await page.setInputFiles("#log", join(folder, "log.csv"));
    await page.waitForSelector("#assign:not([hidden])", { timeout: 120_000 });
    const shown = await page.locator("#segments li").allTextContents();
    expect(shown).toEqual(model.segments.map((one) => `${one.name} (${(100 * one.share).toFixed(1)}%)`));
    await page.click("#assign button");
    await page.waitForFunction("document.getElementById('answer').textContent !== ''");
    expect(await page.textContent("#answer")).toBe(`${name} (${confidence.toFixed(2)}, ${reason})`);
    console.log(
      `${await page.textContent("#status")}; the page paused for ${Math.round(Number(await page.evaluate("longest")))} ms at most`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
});
