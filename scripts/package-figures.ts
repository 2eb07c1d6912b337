// npx tsx scripts/package-figures.ts [NAME=]FOLDER...: what the package in each folder weighs, side by side, as Markdown. A folder
// is a checkout that has been built. test/gates/size.gate.ts holds some of these figures to their budgets.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import ts from "typescript";

export interface Size {
  readonly bytes: number;
  readonly gzip: number;
}

/**
 * What a bundler makes of one import, minified. Counted is what loads at once: not what waits behind an `import()`.
 *
 * @param folder where the package is installed.
 * @param peers packages that are not counted.
 */
export async function importSize(code: string, folder: string, peers: readonly string[] = []): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder, sourcefile: "entry.js" },
    absWorkingDir: folder,
    outdir: "out",
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    logLevel: "error",
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*", ...peers],
  });
  const atOnce = new Set<string>();
  const load = (file: string): void => {
    if (atOnce.has(file)) return;
    atOnce.add(file);
    const { imports } = metafile.outputs[file]!;
    for (const { path, kind, external } of imports) if (!external && kind === "import-statement") load(path);
  };
  load(Object.keys(metafile.outputs).find((file) => metafile.outputs[file]!.entryPoint !== undefined)!);
  const texts = outputFiles.filter(({ path }) => atOnce.has(path.slice(folder.length + 1))).map(({ text }) => text);
  const text = texts.join("\n");
  return { bytes: Buffer.byteLength(text), gzip: gzipSync(text).length };
}

export interface Duration {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * Milliseconds that an import takes in a fresh process, and how many of processor time it uses: the least of `runs`, for what else
 * the machine does only adds to them.
 */
export function importTimes(specifiers: readonly string[], folder: string, runs = 15): Duration[] {
  const measured = specifiers.map((): Duration[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [i, specifier] of specifiers.entries()) measured[i]!.push(importTime(specifier, folder));
  }
  return measured.map((times) => ({
    wall: Math.min(...times.map(({ wall }) => wall)),
    cpu: Math.min(...times.map(({ cpu }) => cpu)),
  }));
}

/** A module that holds nothing, to compare with. */
export const EMPTY_MODULE = "data:text/javascript,export {}";

function importTime(specifier: string, folder: string): Duration {
  const program = `
    const start = performance.now(), before = process.cpuUsage();
    await import(${JSON.stringify(specifier)});
    const wall = performance.now() - start, { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: folder,
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Names that each subpath exports, types included. */
function exportedNames(checkout: string): Map<string, readonly string[]> {
  const { exports } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const paths = Object.keys(exports).filter((path) => !path.endsWith(".json"));
  const fileOf = (path: string) => join(checkout, "src", path.slice(1), "index.ts");
  const program = ts.createProgram(paths.map(fileOf), { moduleResolution: ts.ModuleResolutionKind.Bundler });
  const checker = program.getTypeChecker();
  return new Map(
    paths.map((path) => {
      const module = checker.getSymbolAtLocation(program.getSourceFile(fileOf(path))!)!;
      return [path, checker.getExportsOfModule(module).map(({ name }) => name)];
    }),
  );
}

interface SourceFile {
  readonly file: string;
  readonly lines: number;
}

/** The files of src that people write. */
function sourceFiles(checkout: string): SourceFile[] {
  const files = readdirSync(join(checkout, "src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts") && !file.includes("generated"))
    .map((file) => ({ file, lines: readFileSync(join(checkout, "src", file), "utf8").split("\n").length - 1 }));
}

const IMPORTS = ["parsePath", "adjustedRandIndex", "hdbscan", "umap"];

/** The figures of one checkout: row of the table -> its text. */
export async function figuresOf(checkout: string): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "seqment-figures-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(checkout, join(folder, "node_modules/seqment"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const figures = new Map<string, string>();

  const names = exportedNames(checkout);
  const subpathOf = (name: string) =>
    [...names].find(([, exported]) => exported.includes(name))![0].replace(".", "seqment");
  figures.set("names of `seqment`", String(names.get(".")!.length));
  figures.set("names of all subpaths", String(new Set([...names.values()].flat()).size));
  for (const name of IMPORTS) {
    const size = await importSize(`export { ${name} } from "${subpathOf(name)}";`, folder);
    figures.set(`import of \`${name}\``, sizeText(size));
  }
  const everything = [...names.keys()].filter((path) => names.size === 1 || path !== ".");
  const all = everything.map((path) => `export * from "${path.replace(".", "seqment")}";`).join("\n");
  const { peerDependencies = {} } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  figures.set("import of everything", sizeText(await importSize(all, folder, Object.keys(peerDependencies))));

  const [empty, whole] = importTimes([EMPTY_MODULE, "seqment"], folder);
  figures.set('`import("seqment")`', `${durationText(whole!)}; of nothing ${durationText(empty!)}`);

  const sources = sourceFiles(checkout);
  const rooms = [
    ...new Set(sources.filter(({ file }) => file.includes("/")).map(({ file }) => file.split("/")[0]!)),
  ].sort();
  for (const room of rooms) {
    const files = sources.filter(({ file }) => file.startsWith(`${room}/`));
    const direct = files.filter(({ file }) => file.split("/").length === 2).length;
    figures.set(`files of \`${room}\``, `${files.length}, ${direct} of them in no sub-folder`);
  }
  const longest = sources.reduce((a, b) => (b.lines > a.lines ? b : a));
  figures.set("longest file", `${longest.file}, ${longest.lines} lines`);
  rmSync(folder, { recursive: true });
  return figures;
}

export function sizeText({ bytes, gzip }: Size): string {
  return `${(bytes / 1000).toFixed(1)} kB, ${(gzip / 1000).toFixed(1)} kB gzip`;
}

export function durationText({ wall, cpu }: Duration): string {
  return `${wall.toFixed(0)} ms (${cpu.toFixed(0)} of CPU)`;
}

async function printTable(targets: readonly string[]): Promise<void> {
  const columns = [];
  for (const target of targets) {
    const [name, folder = name] = target.split("=") as [string, string?];
    columns.push({ name: basename(name), figures: await figuresOf(resolve(folder)) });
  }
  const rows = [...new Set(columns.flatMap(({ figures }) => [...figures.keys()]))];
  console.log(`| | ${columns.map(({ name }) => name).join(" | ")} |\n|${" --- |".repeat(columns.length + 1)}`);
  for (const row of rows)
    console.log(`| ${row} | ${columns.map(({ figures }) => figures.get(row) ?? "").join(" | ")} |`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await printTable(process.argv.slice(2));
