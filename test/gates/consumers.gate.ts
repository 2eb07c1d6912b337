import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import ts from "typescript";
import { build as vite } from "vite";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { makeDemoLog } from "../../src/cli/fit/demo-log";
import { pageProgram, readCodeBlocks } from "../helpers/code-blocks";
import { mustRun } from "./command";
import { STRICT, TSC } from "./strict";

const consumer = inject("consumer");
const require = createRequire(import.meta.url);
const TSX = require.resolve("tsx/cli");
/** Node, Deno and Bun of these packages run without an install script. */
const ON_LINUX = process.platform === "linux" && process.arch === "x64";

/** The program of the README, as it stands there. */
const PROGRAM = pageProgram(readCodeBlocks("README.md").filter(({ language }) => language === "ts"));
/** The same as a script that `require`s: TypeScript's form of it, in a function, since such a script cannot await. */
const [, IMPORT, BODY] = /^\s*(import [^;]+;)([\s\S]*)$/.exec(PROGRAM)!;
const AS_FUNCTION = `${IMPORT}\nasync function main() {\n${BODY}\n}\nmain();`;

/** What Node, given the program as it is, prints and saves: everybody else must do just that. */
let expected: Run;

beforeAll(async () => {
  expected = await runIn(await folderOf("node", { "readme.mjs": PROGRAM }), process.execPath, ["readme.mjs"]);
  expect(expected.printed).toMatch(/\w/);
  expect(expected.saved.length).toBeGreaterThan(1000);
});

describe("the README's program does the same", () => {
  test("required by CommonJS", async () => {
    const code = ts.transpileModule(AS_FUNCTION, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    }).outputText;
    expect(code).toContain('require("seqment")');
    const folder = await folderOf("require", { "readme.cjs": code });
    expect(await runIn(folder, process.execPath, ["readme.cjs"])).toEqual(expected);
  });

  test.each([
    ["NodeNext, ES modules", "mts", "mjs", PROGRAM, { module: "nodenext" }],
    ["NodeNext, CommonJS", "cts", "cjs", AS_FUNCTION, { module: "nodenext" }],
    ["for a bundler", "ts", "js", PROGRAM, { module: "esnext", moduleResolution: "bundler" }],
  ])(
    "compiled by a strict TypeScript that checks its libraries: %s",
    async (kind, extension, compiled, code, module) => {
      const tsconfig = { compilerOptions: { ...STRICT, ...module }, files: [`readme.${extension}`] };
      const folder = await folderOf(`tsc ${kind}`, {
        [`readme.${extension}`]: code,
        "tsconfig.json": JSON.stringify(tsconfig),
      });
      await mustRun(process.execPath, [TSC, "--project", "."], { cwd: folder });
      expect(await runIn(folder, process.execPath, [`readme.${compiled}`])).toEqual(expected);
    },
  );

  test("by tsx", async () => {
    const folder = await folderOf("tsx", { "readme.ts": PROGRAM });
    expect(await runIn(folder, process.execPath, [TSX, "readme.ts"])).toEqual(expected);
  });

  test("bundled by esbuild", async () => {
    const folder = await folderOf("esbuild", { "readme.ts": PROGRAM });
    await esbuild({
      entryPoints: [join(folder, "readme.ts")],
      outfile: join(folder, "out/readme.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
    });
    expect(await runIn(folder, process.execPath, ["out/readme.mjs"])).toEqual(expected);
  });

  test("bundled by Vite", async () => {
    const folder = await folderOf("vite", { "readme.ts": PROGRAM });
    await vite({
      root: folder,
      configFile: false,
      logLevel: "error",
      ssr: { noExternal: true },
      build: { ssr: "readme.ts", outDir: "out", target: "es2022", minify: true },
    });
    expect(await runIn(folder, process.execPath, ["out/readme.js"])).toEqual(expected);
  });

  test.runIf(ON_LINUX)("by Deno", async () => {
    const deno = join(await installed("@deno/linux-x64-glibc"), "deno");
    const folder = await folderOf("deno", { "readme.ts": PROGRAM });
    const args = ["run", "--node-modules-dir=manual", "--no-prompt", "--allow-read", "--allow-write", "--allow-env"];
    expect(await runIn(folder, deno, [...args, "readme.ts"])).toEqual(expected);
  });

  test.runIf(ON_LINUX)("by Bun", async () => {
    const bun = join(await installed("@oven/bun-linux-x64"), "bin/bun");
    const folder = await folderOf("bun", { "readme.ts": PROGRAM });
    expect(await runIn(folder, bun, ["readme.ts"])).toEqual(expected);
  });
});

interface Run {
  readonly printed: string;
  /** The model that it saves. */
  readonly saved: Buffer;
}

/** A folder in which the package is installed, with the log that the README reads. */
async function folderOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(consumer, "programs", name.replaceAll(/\W+/g, "-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const rows = makeDemoLog({ users: 400 }).events.map(({ user, action, time }) => `${user},${action},${time}\n`);
  await writeFile(join(folder, "events.csv"), `user_id,event,timestamp\n${rows.join("")}`);
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

async function runIn(folder: string, program: string, args: readonly string[]): Promise<Run> {
  const printed = await mustRun(program, args, { cwd: folder });
  return { printed, saved: await readFile(join(folder, "players.seqment")) };
}

/** Where a package of npm is, installed in a folder of its own. */
async function installed(name: string): Promise<string> {
  const folder = join(consumer, "..", name.replaceAll(/\W+/g, "-"));
  await mkdir(folder, { recursive: true });
  await mustRun("npm", ["install", "--prefix", folder, "--ignore-scripts", name], { cwd: folder });
  return join(folder, "node_modules", name);
}
