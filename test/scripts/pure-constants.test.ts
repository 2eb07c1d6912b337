import { build } from "esbuild";
import { expect, test } from "vitest";
import { markPure, markPureChunk } from "../../scripts/pure-constants";

/** What is left of a module when a bundler drops all that is not exported. */
async function leftOf(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: markPure(code), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "error",
  });
  return outputFiles[0]!.text.replaceAll(/^\/\/.*\n/gm, "").trim();
}

test.each([
  "const A = integer({ min: 1 }, 10); function integer(...all: unknown[]) { return all; }",
  "const BASE = { a: 1 }; const A = { ...BASE, b: 2 };",
  "const BASE = [1]; const A = [...BASE, 2] as const;",
  "const A = { now: performance.now() } satisfies object;",
  "let started = performance.now();",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code of a module
  "const NAME = 'a'; const A = `${NAME}b`;",
  "const A = new Map([[1, 2]]);",
  "const HALF = 2; const A = 2 ** 20 + HALF, B = 1 << 4;",
  "const BASE = { a: 1, b: 2 }; const { a: _a, ...REST } = BASE;",
  "const { a, b: [c, d] } = { a: 1, b: [2, 3] };",
  "const [x, , y] = [1, 2, 3].map((n) => 2 * n);",
  'class Base {} class A extends Base { [Symbol.for("shown")](): number { return 1; } }',
  'abstract class A<T> { abstract a: T; [Symbol.for("shown")]() { return this.a; } }',
])("goes when nobody uses it: %s", async (code) => {
  expect(await leftOf(code)).toBe("");
});

test("what is used has its value", async () => {
  const code = `
    const BASE = { a: 1 };
    const OPTIONS = { ...BASE, b: [2, 3].map((x) => 2 * x) };
    const { a, ...rest } = OPTIONS;
    export { OPTIONS, a, rest };`;
  const url = `data:text/javascript,${encodeURIComponent(await leftOf(code))}`;
  expect({ ...(await import(url)) }).toEqual({ OPTIONS: { a: 1, b: [4, 6] }, a: 1, rest: { b: [4, 6] } });
});

test("names of a pattern and classes have their values", async () => {
  const code = `
    const BASE = { a: 1, b: [2, 3], c: 4 };
    export const {
      a, // the first one
      b: [, second],
      ...rest
    } = BASE;
    export class Shown {
      [Symbol.for("shown")]() { return "yes"; }
    }`;
  expect(markPure(code).split("\n").length).toBe(code.split("\n").length);
  const url = `data:text/javascript,${encodeURIComponent(await leftOf(code))}`;
  const { a, second, rest, Shown } = await import(url);
  expect([a, second, rest, new Shown()[Symbol.for("shown")]()]).toEqual([1, 3, { c: 4 }, "yes"]);
  expect(Shown.name).toBe("Shown");
});

test("functions and literals stay as they are, and so does every line", () => {
  const code = "export const f = () => g(1);\nexport const n = 2;\nexport const t = [1, { a: -1 }];\n";
  expect(markPure(code)).toBe(code);
  const calls = "const A = {\n  a: f(),\n  b: g(),\n};\nconst B = f(\n  A,\n);\n";
  expect(markPure(calls).split("\n").length).toBe(calls.split("\n").length);
});

test("a chunk keeps no import of nothing, and no object of a module that nobody uses", async () => {
  const code = [
    'import "./chunks/chunk-ABC.js";',
    "var __export = (target, all) => { for (const name in all) Object.defineProperty(target, name, { get: all[name] }); };",
    "var table_exports = {};",
    "__export(table_exports, {",
    "  A: () => A",
    "});",
    "var A = 1;",
  ];
  const marked = markPureChunk(code.join("\n"));
  expect(marked.split("\n")).toHaveLength(code.length);
  expect(await leftOf(marked)).toBe("");
  const used = await leftOf(`${marked}\nexport const a = table_exports.A;`);
  expect((await import(`data:text/javascript,${encodeURIComponent(used)}`)).a).toBe(1);
});
