import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, inject, test } from "vitest";
import {
  durationText,
  EMPTY_MODULE,
  figuresOf,
  importSize,
  importTimes,
  sizeText,
} from "../../scripts/package-figures";

const tarball = inject("tarball");
const consumer = inject("consumer");

/** Budgets of what a user loads and downloads, against accidents: to be raised for a reason. */
const BUDGETS = [
  { code: 'export { parsePath } from "seqment";', of: "bytes", kB: 2 },
  { code: 'export { formatPath } from "seqment/sequences";', of: "bytes", kB: 2 },
  { code: 'export { adjustedRandIndex } from "seqment/clustering";', of: "bytes", kB: 4 },
  { code: 'export { hdbscan } from "seqment";', of: "gzip", kB: 50 },
  { code: 'export { kmeans } from "seqment";', of: "gzip", kB: 50 },
  { code: 'export { umap } from "seqment";', of: "gzip", kB: 60 },
  // raised from 200: readers of JSON, XES and web logs, prepared steps, path patterns, answers to unfinished paths, features;
  // from 270: a number of segments, what is known, edits, parts of segments, heirs of the model before
  { code: 'export * from "seqment";', of: "gzip", kB: 320 },
] as const;
/** Code, source maps without the sources, and the documentation, which the README links to. */
const TARBALL_KB = 1750; // raised from 800: eight modules more, and their pages; from 1700: what messages say to do next
/** Processor time, since a busy machine stretches the time by the clock. */
const IMPORT_MS = 60;
/** Where a machine is slow: this share of what an import of TypeScript takes there. */
const IMPORT_SHARE = 0.13;
const TYPESCRIPT = pathToFileURL(createRequire(import.meta.url).resolve("typescript")).href;

test.each(BUDGETS)("$code takes at most $kB kB ($of)", async ({ code, of, kB }) => {
  const size = await importSize(code, consumer);
  console.log(`${code} ${sizeText(size)}`);
  expect(size[of] / 1000).toBeLessThanOrEqual(kB);
});

test(`import("seqment") takes at most ${IMPORT_MS} ms of processor time more than an import of nothing`, () => {
  const [empty, whole, typescript] = importTimes([EMPTY_MODULE, "seqment", TYPESCRIPT], consumer, 7);
  console.log(`import("seqment") ${durationText(whole!)}; of TypeScript ${durationText(typescript!)}`);
  const most = Math.max(IMPORT_MS, IMPORT_SHARE * typescript!.cpu);
  expect(whole!.cpu - empty!.cpu).toBeLessThanOrEqual(most);
});

test("the package keeps its size", async () => {
  const kB = (await readFile(tarball)).length / 1000;
  console.log(`tarball ${kB.toFixed(0)} kB`);
  expect(kB).toBeLessThanOrEqual(TARBALL_KB);
});

test("the table of figures is made of this checkout", { timeout: 120_000 }, async () => {
  const figures = await figuresOf(fileURLToPath(new URL("../..", import.meta.url)));
  console.log([...figures].map(([row, text]) => `${row}: ${text}`).join("\n"));
  expect(Number(figures.get("names of `seqment`"))).toBeLessThanOrEqual(65);
  expect([...figures.keys()]).toEqual(
    expect.arrayContaining(["import of everything", "files of `core`", "longest file"]),
  );
});
