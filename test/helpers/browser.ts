import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

/** Where a Chromium lies: SEQMENT_CHROMIUM, or where Linux distributions put it. */
const PLACES = [
  process.env.SEQMENT_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/**
 * The path of a Chromium; undefined, with one line that says so, where there is none. Under SEQMENT_REQUIRE_SHARED nothing
 * may be skipped, and it throws.
 */
export function chromiumPath(): string | undefined {
  const path = PLACES.find((place) => place && existsSync(place));
  if (path) return path;
  if (process.env.SEQMENT_REQUIRE_SHARED)
    throw new Error("no Chromium: apt-get install chromium, or set SEQMENT_CHROMIUM");
  console.log("skipped: no Chromium is installed here (SEQMENT_CHROMIUM names one that lies elsewhere)");
  return undefined;
}

/** Starts it, without a window. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath()!, args: ["--no-sandbox"] });
}

/** A page opened from a file, and what it did that it should not: requests beside itself, errors, messages, dialogs. */
export interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

export async function openFile(browser: Browser, path: string, { width = 1280, dark = false } = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    acceptDownloads: true,
    reducedMotion: "reduce", // links land at once
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const url = `file://${path}`;
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("blob:")) complaints.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, complaints };
}
