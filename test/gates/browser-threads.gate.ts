import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { chromiumPath, startBrowser } from "../helpers/browser";
import { ROOT } from "../helpers/subpaths";

/** Clusters so many distinct rows in a page that it asks for threads however fast it is, and says of how many threads its pool was before and after. */
const PAGE = `
  import { createWorkerPool, hdbscan, umap } from "./src/index.ts";
  const rows = Array.from({ length: 9000 }, (_, i) => Array.from({ length: 16 }, (_, j) => ((i * 7919 + j * j * 104729 + i * j * 31) % 10007) / 1000 + 40 * (i % 3)));
  const workers = createWorkerPool(2);
  const before = workers.size;
  const { labels } = await hdbscan(rows, { minClusterSize: 20, workers });
  const { embedding } = await umap(rows.slice(0, 3000), { nEpochs: 50, workers });
  // that a worker is forbidden comes as an event of its own, which may be after the work
  for (let wait = 0; wait < 50 && workers.size > 1; wait++) await new Promise((resolve) => setTimeout(resolve, 10));
  const sum = labels.reduce((sum, label, i) => (sum * 31 + label + i) % 1000003, 7);
  const result = { isolated: crossOriginIsolated, before, after: workers.size, sum, rows: embedding.rows };
  console.log(JSON.stringify(result));`;

const ISOLATION = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'";
const POLICIES: Record<string, Record<string, string>> = {
  "/threads": { ...ISOLATION, "Content-Security-Policy": `${SCRIPTS}; worker-src blob:` },
  "/forbidden": { ...ISOLATION, "Content-Security-Policy": `${SCRIPTS}; worker-src 'none'` },
  "/alone": { "Content-Security-Policy": SCRIPTS },
};

interface Result {
  readonly isolated: boolean;
  readonly before: number;
  readonly after: number;
  readonly sum: number;
  readonly rows: number;
}

const runnable = chromiumPath() !== undefined;

test.runIf(runnable)(
  "a page with threads, one whose policy forbids them, and one without: the same result",
  async () => {
    const { outputFiles } = await build({
      stdin: { contents: PAGE, resolveDir: ROOT, loader: "ts" },
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      external: ["node:*"],
    });
    const server = createServer((request, response) => {
      const isScript = request.url === "/page.js";
      const type = isScript ? "text/javascript" : "text/html";
      response.writeHead(200, { "Content-Type": type, ...POLICIES[request.url ?? ""] });
      response.end(isScript ? outputFiles[0]!.text : '<!doctype html><script type="module" src="/page.js"></script>');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await startBrowser();
    try {
      const results: Result[] = [];
      for (const path of Object.keys(POLICIES)) {
        const page = await browser.newPage();
        const said = page.waitForEvent("console", (message) => message.text().startsWith("{"));
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
        results.push(JSON.parse((await said).text()));
        await page.close();
      }
      const [threads, forbidden, alone] = results as [Result, Result, Result];
      expect(threads).toMatchObject({ isolated: true, before: 2, after: 2, rows: 3000 });
      expect(forbidden).toEqual({ ...threads, after: 1 });
      expect(alone).toEqual({ ...threads, isolated: false, before: 1, after: 1 });
    } finally {
      await browser.close();
      server.close();
    }
  },
);
