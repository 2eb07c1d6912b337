// Compiles src/kernels/assembly to two WebAssembly modules and bundles the worker's code, all inlined as text, so that
// the package needs no fetch, no file beside it and no bundler setting:
//   src/kernels/generated/module.ts        a module's bytes, deflated, in base64; their number; the names it exports; and the
//                                          SHA-256 of both modules
//   src/kernels/generated/engines.ts       likewise, those that only the classical engines need
//   src/parallel/generated/worker-code.ts  the worker's JavaScript
//   src/embedding/sentence-bert/generated/worker-code.ts  that of a thread that holds a sentence model
// and the report's page, its parts inlined likewise:
//   src/report/generated/page.ts           its script and style sheet, and their hashes for the page's security policy
// and the Python package, which goes into models that MLflow serves:
//   src/tracking/generated/python-files.ts  its files by name
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import asc from "assemblyscript/asc";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

// both keep their constants below KernelMemory's first free byte, 4096, apart from each other
const [kernels, engines] = await Promise.all([compileKernels("index", 1024), compileKernels("engines", 2048)]);

await Promise.all([
  writeGenerated("src/kernels/generated/module.ts", `${kernelSet("KERNEL", kernels)}\n${hashOf(kernels, engines)}`),
  writeGenerated("src/kernels/generated/engines.ts", kernelSet("ENGINE", engines)),
  writeGenerated("src/parallel/generated/worker-code.ts", workerCode(await bundleWorker("src/parallel/worker.ts"))),
  writeGenerated(
    "src/embedding/sentence-bert/generated/worker-code.ts",
    workerCode(await bundleWorker("src/embedding/sentence-bert/worker.ts")),
  ),
  writeGenerated("src/report/generated/page.ts", pageParts(await bundlePage())),
  writeGenerated(
    "src/tracking/generated/python-files.ts",
    pythonFiles(await readPython("integrations/python/src/seqment")),
  ),
]);

async function compileKernels(entry, memoryBase) {
  const output = new Map();
  const { error, stderr } = await asc.main(
    [
      `src/kernels/assembly/${entry}.ts`,
      `--memoryBase=${memoryBase}`,
      "--outFile=kernels.wasm",
      "--optimizeLevel=3",
      "--shrinkLevel=0",
      "--converge",
      "--noAssert",
      "--runtime=stub",
      "--importMemory",
      "--sharedMemory",
      "--initialMemory=1",
      "--maximumMemory=65536",
      "--enable=simd",
      "--enable=threads",
    ],
    {
      readFile: (name, base) => readFile(`${base}/${name}`, "utf8").catch(() => null),
      writeFile: (name, contents) => void output.set(name, contents),
    },
  );
  if (error) throw new Error(`asc: ${error.message}\n${stderr.toString()}`);
  return output.get("kernels.wasm");
}

function kernelSet(name, bytes) {
  const names = WebAssembly.Module.exports(new WebAssembly.Module(bytes))
    .filter(({ kind }) => kind === "function")
    .map(({ name }) => name)
    .sort();
  return [
    `export const ${name}_BASE64 =\n  "${deflateRawSync(bytes, { level: 9 }).toString("base64")}";`,
    `export const ${name}_LENGTH = ${bytes.length};`,
    `export type ${name[0]}${name.slice(1).toLowerCase()}Name =\n${names.map((name) => `  | "${name}"`).join("\n")};`,
  ].join("\n");
}

function hashOf(...modules) {
  const hash = createHash("sha256");
  for (const bytes of modules) hash.update(bytes);
  return `export const KERNEL_SHA256 = "${hash.digest("hex")}";`;
}

async function bundleWorker(entry) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "neutral",
    target: "es2022",
  });
  return result.outputFiles[0].text.trim();
}

function workerCode(code) {
  return `export const WORKER_CODE =\n  ${JSON.stringify(code)};`;
}

/** The page's script, as small as can be, and its style sheet with the colours of src/report/palette.ts in front. */
async function bundlePage() {
  const settings = {
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    target: "es2022",
    logLevel: "warning",
  };
  const [script, styles, cards, colors] = await Promise.all([
    build({ ...settings, entryPoints: ["src/report/page/main.ts"], format: "iife" }),
    build({ ...settings, entryPoints: ["src/report/page/style.css"] }),
    build({ ...settings, entryPoints: ["src/report/cards/cards.css"] }),
    build({ ...settings, entryPoints: ["src/report/style-colors.ts"], format: "esm" }),
  ]);
  const { styleColors } = await import(`data:text/javascript;base64,${toBase64(colors.outputFiles[0].text)}`);
  const [code, style, cardStyle] = [script, styles, cards].map(({ outputFiles: [file] }) => file.text.trim());
  return { script: code, style: styleColors() + style, cardStyle };
}

function pageParts({ script, style, cardStyle }) {
  // a text inside of <script> must not look like its end; in JavaScript the two are the same string
  const safe = script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  return Object.entries({ PAGE_SCRIPT: safe, PAGE_STYLE: style, CARDS_STYLE: cardStyle })
    .flatMap(([name, text]) => [
      `export const ${name} =\n  ${JSON.stringify(text)};`,
      `export const ${name}_HASH = "sha256-${createHash("sha256").update(text).digest("base64")}";`,
    ])
    .join("\n");
}

async function readPython(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".py")).sort();
  return Promise.all(files.map(async (file) => [file, await readFile(`${folder}/${file}`, "utf8")]));
}

function pythonFiles(files) {
  const lines = files.map(([file, text]) => `  ${JSON.stringify(file)}: ${JSON.stringify(text)},`);
  return `export const PYTHON_FILES: Readonly<Record<string, string>> = {\n${lines.join("\n")}\n};`;
}

function toBase64(text) {
  return Buffer.from(text).toString("base64");
}

/** Leaves an unchanged file untouched, so that watchers and caches stay warm. */
async function writeGenerated(path, body) {
  const text = `// Generated by scripts/build-kernels.mjs\n${body}\n`;
  const old = await readFile(path, "utf8").catch(() => "");
  if (old === text) return;
  await mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
  await writeFile(path, text);
}
