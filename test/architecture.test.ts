import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { inexactUses } from "./helpers/exactness";
import { importLawBreaches, type SourceTree } from "./helpers/import-law";
import { actsWhenLoaded } from "./helpers/loading";

/** The files that touch `node:*`, each with a reason to; everything else also runs in a browser. */
const NODE_FILES = new Set([
  "events/source/node-files.ts",
  "segments/file/node-files.ts",
  "registry/log/folder-shelf.ts",
  "embedding/sentence-bert/node-files.ts", // a model's folder, and the optional peer that runs it
  "embedding/sentence-bert/worker.ts", // the thread that holds it
]);

/** The file that asks for the platform's time zones; reports of reading name their version. */
const ZONE_FILE = "events/times/time-zone.ts";

/** What is run, not imported. */
const PROGRAMS = ["cli/main.ts", "embedding/sentence-bert/worker.ts", "parallel/worker.ts", "report/page/main.ts"];

const source = readSource();

describe("the house", () => {
  test("keeps the dependency rules", () => {
    expect(importLawBreaches(source, nodeFiles())).toEqual([]);
  });

  test("touches node:* where the list says, and nowhere else", () => {
    for (const file of NODE_FILES) {
      expect(importLawBreaches(source, new Set([...nodeFiles()].filter((other) => other !== file))), file).not.toEqual(
        [],
      );
    }
  });

  test("computes nothing that differs between machines, runs or locales", () => {
    const rooms = [...source].filter(([file]) => !file.startsWith("cli/"));
    const uses = inexactUses(new Map(rooms));
    const isOfZone = (use: string) => use.endsWith(" uses Intl") && use.startsWith(`${ZONE_FILE}:`);
    expect(uses.filter((use) => !isOfZone(use))).toEqual([]);
  });
});

describe("loading a module", () => {
  test("does nothing but define names, except where a program begins", () => {
    const acting = actsWhenLoaded(source).map((place) => place.split(":")[0]!);
    expect([...new Set(acting)]).toEqual(PROGRAMS);
  });

  test.each([
    "register(1);",
    "for (const a of b) c(a);",
    "if (a) b = 1;",
    "class A { static { b = 1; } }",
    "class A { static b = c(); }",
    "export default f();",
  ])("acts: %s", (code) => {
    expect(actsWhenLoaded(new Map([["core/a.ts", `import { x } from "y";\n${code}`]]))).toEqual(["core/a.ts:2"]);
  });

  test.each(["const a = f();", "class A { static of() {} #b = c(); }", "export function f() { g(); }"])(
    "defines: %s",
    (code) => {
      expect(actsWhenLoaded(new Map([["core/a.ts", code]]))).toEqual([]);
    },
  );
});

describe("the dependency rules recognize", () => {
  const breaches = (files: Record<string, string>) => importLawBreaches(new Map(Object.entries(files)), new Set());
  const CORE = {
    "core/index.ts": 'export { a } from "./a";',
    "core/internal.ts": 'export { b } from "./a";',
    "core/a.ts": "export const a = 1; export const b = 2;",
  };

  test("nothing of a tree in order", () => {
    const files = {
      ...CORE,
      "index.ts": 'export { b } from "./events";',
      "events/index.ts": 'export { b } from "./b";',
      "events/b.ts":
        'import { a } from "../core"; import { b as d } from "../core/internal"; import { c } from "./c"; export const b = a + c + d;',
      "events/c.ts": 'export const c = 1; // import { x } from "../segments"',
    };
    expect(breaches(files)).toEqual([]);
  });

  test.each([
    ["kernels", "../core", "kernels may import nothing"],
    ["core", "../kernels", "core may import nothing"],
    ["parallel", "../events", "parallel may import core, kernels"],
    ["parallel", "../statistics", "parallel may import core, kernels"],
    ["statistics", "../events", "statistics may import core, kernels, parallel"],
    ["events", "../sequences", "sequences is not to the left of events"],
    ["clustering", "../segments", "segments is not to the left of clustering"],
    ["segments", "../cli", "cli is not to the left of segments"],
    ["profiles", "../projection", "profiles and projection never import each other"],
    ["projection", "../profiles", "projection and profiles never import each other"],
    ["attic", "../core", "attic is not a room of the house"],
    ["events", "../core/a", 'across folders import the folder\'s index, "../core", or "../core/internal"'],
    ["core", "./internal", "inside a folder import the file"],
    ["events", "./index", "inside a folder import the file"],
    ["events", ".", "inside a folder import the file"],
    ["events", "..", "nobody imports the public index"],
    ["events", "../core.js", "there is no such file (imports are extensionless)"],
    ["events", "node:fs", "only file readers, save and load, report and cli touch node:*"],
  ])("%s importing %s", (room, specifier, why) => {
    const rooms = [
      "kernels",
      "parallel",
      "statistics",
      "events",
      "sequences",
      "segments",
      "profiles",
      "projection",
      "clustering",
      "cli",
    ];
    const indexes = Object.fromEntries(rooms.map((name) => [`${name}/index.ts`, "export const z = 1;"]));
    const files = { ...CORE, ...indexes, "index.ts": "export {};" };
    for (const form of [
      `import { z } from "${specifier}";`,
      `import type { z } from "${specifier}";`,
      `export * from "${specifier}";`,
      `const z = await import("${specifier}");`,
      `let z: typeof import("${specifier}");`,
    ]) {
      expect(breaches({ ...files, [`${room}/x.ts`]: form })).toEqual([`${room}/x.ts imports "${specifier}": ${why}`]);
    }
  });

  test("the public index reaching into a room", () => {
    expect(breaches({ ...CORE, "index.ts": 'export { a } from "./core/a";' })).toEqual([
      'index.ts imports "./core/a": the public index imports "./core"',
    ]);
  });

  test("cycles, of types too", () => {
    const files = {
      "core/a.ts": 'import type { B } from "./b"; export type A = B;',
      "core/b.ts": 'import type { A } from "./a"; export type B = A;',
    };
    expect(breaches(files)).toEqual(["cycle: core/a.ts -> core/b.ts -> core/a.ts"]);
  });

  test("a second composer, but not one that takes types alone", () => {
    const rooms = { "embedding/index.ts": "export const e = 1;", "clustering/index.ts": "export const c = 1;" };
    const both = 'import { e } from "../embedding"; import { c } from "../clustering";';
    expect(breaches({ ...rooms, "segments/x.ts": both })).toEqual([]);
    expect(breaches({ ...rooms, "selection/x.ts": both.replaceAll("{ ", "{ type ") })).toEqual([]);
    const shelf = 'import { e } from "../../embedding"; import { c } from "../../clustering";';
    expect(breaches({ ...rooms, "selection/shelf/x.ts": shelf })).toHaveLength(1);
    expect(breaches({ ...rooms, "selection/x.ts": both })).toEqual([
      "selection runs functions of embedding and clustering: only segments composes the whole",
    ]);
  });

  test("node:* asked for outside of the list, while parallel may ask for threads", () => {
    const asks = 'const threads = process.getBuiltinModule("node:worker_threads");';
    expect(breaches({ "parallel/x.ts": asks })).toEqual([]);
    expect(breaches({ "core/x.ts": asks })).toHaveLength(1);
    expect(breaches({ "parallel/x.ts": 'type W = typeof import("node:worker_threads");' })).toEqual([]);
    expect(breaches({ "parallel/x.ts": 'import { Worker } from "node:worker_threads";' })).toHaveLength(1);
  });
});

test.each([
  ["Math.random()", "Math.random"],
  ["Math.exp(1)", "Math.exp"],
  ["Math.hypot(1, 2)", "Math.hypot"],
  ["Object.assign({}, Math)", "Math"],
  ['Math["exp"](1)', "Math"],
  ["x ** 2", "**"],
  ["(x **= 2)", "**"],
  ["Date.now()", "Date.now"],
  ["Date()", "Date()"],
  ["new Date()", "new Date()"],
  ["new Date(0).getHours()", "getHours"],
  ["a.localeCompare(b)", "localeCompare"],
  ["new Intl.Collator()", "Intl"],
])("inexact: %s", (code, what) => {
  expect(inexactUses(new Map([["core/a.ts", `\nconst y = ${code};`]]))).toEqual([`core/a.ts:2 uses ${what}`]);
});

test.each(["Math.sqrt(2) + Math.PI", "2 ** 20", "new Date(0).getUTCHours()", '"Math.exp(1)"'])("exact: %s", (code) => {
  expect(inexactUses(new Map([["core/a.ts", `const y = ${code};`]]))).toEqual([]);
});

test("a folder holds at most 27 files: more have sub-folders by role", () => {
  const files = new Map<string, number>();
  for (const file of source.keys()) files.set(dirname(file), (files.get(dirname(file)) ?? 0) + 1);
  expect([...files].filter(([, count]) => count > 27)).toEqual([]);
});

/** Report and cli as a whole, and the files listed. */
function nodeFiles(): Set<string> {
  return new Set([...NODE_FILES, ...[...source.keys()].filter((file) => /^(report|cli)\//.test(file))]);
}

function readSource(): SourceTree {
  const folder = fileURLToPath(new URL("../src/", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && (!file.startsWith("kernels/assembly/") || file.endsWith("-table.ts")))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(folder + file, "utf8")]));
}
