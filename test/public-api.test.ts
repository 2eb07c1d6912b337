import { existsSync, readdirSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { wrongDefaults } from "./helpers/option-defaults";
import { createProgram } from "./helpers/program";
import { distinctNames, namesOf, readPublicApi, tagTexts } from "./helpers/public-api";
import { ROOT, SUBPATHS } from "./helpers/subpaths";

/** Rooms that are no subpath: what users would import of them, other rooms and the shell give. */
const INSIDE = ["kernels", "cli"];

const { program, subpaths } = readPublicApi();
const names = distinctNames(subpaths);
const checker = program.getTypeChecker();
const functions = names.filter(({ kind }) => kind === "function");

test("the exported names are those of test/public-api.txt (`npx vitest run test/public-api -u` renews it)", async () => {
  const lists = [...subpaths].map(([path, names]) =>
    [`${path}: ${names.length} names\n`, ...names.map(({ kind, name }) => `  ${kind} ${name}\n`)].join(""),
  );
  await expect(lists.join("\n")).toMatchFileSnapshot("public-api.txt");
});

test("a subpath is a room with an index.ts", () => {
  const rooms = readdirSync(`${ROOT}src`).filter((room) => existsSync(`${ROOT}src/${room}/index.ts`));
  const expected = rooms.filter((room) => !INSIDE.includes(room)).map((room) => `seqment/${room}`);
  expect([...SUBPATHS.keys()].sort()).toEqual(["seqment", ...expected].sort());
});

test("a name means one thing, and seqment exports nothing but names of rooms", () => {
  const rooms = [...subpaths].filter(([path]) => path !== "seqment").flatMap(([, exported]) => exported);
  expect(rooms.map(({ name }) => name)).toHaveLength(new Set(rooms.map(({ name }) => name)).size);
  const symbols = new Set(rooms.map(({ symbol }) => symbol));
  expect(subpaths.get("seqment")!.filter(({ symbol }) => !symbols.has(symbol))).toEqual([]);
});

test("every exported name is described", () => {
  expect(names.filter(({ description }) => description === "").map(({ name }) => name)).toEqual([]);
});

test("every @default is the default", () => {
  expect(wrongDefaults(program, names)).toEqual([]);
});

test("a @default that is wrong, missing or made up is told", () => {
  const planted = `
    import { integer, number, oneOf, type Schema } from "./core/internal";
    export interface PlantedOptions {
      /** Right. @default 10 */
      k?: number;
      /** Right. @default "eom" */
      method?: "eom" | "leaf";
      /** Wrong. @default 0.5 */
      rate?: number;
      /** Missing. */
      rounds?: number;
      /** Made up. @default 3 */
      limit?: number;
      /** Words. @default no limit */
      most?: number;
    }
    const SCHEMA = {
      k: integer({ min: 1 }, 10),
      method: oneOf(["eom", "leaf"], "eom"),
      rate: number({}, 0.25),
      rounds: integer({}, -1),
      limit: integer(),
      most: integer(),
    } satisfies Schema<PlantedOptions>;
    export interface LonelyOptions {}
    console.log(SCHEMA);`;
  const program = createProgram(new Map([["src/planted.ts", planted]]));
  expect(wrongDefaults(program, namesOf(program, "src/planted.ts"))).toEqual([
    "LonelyOptions: no object in src `satisfies Schema<LonelyOptions>`",
    "PlantedOptions.rate: @default 0.5, schema 0.25",
    "PlantedOptions.rounds: @default undefined, schema -1",
    "PlantedOptions.limit: @default 3, schema has none",
  ]);
});

describe.each(functions.map((entry) => ({ ...entry })))("$name", (entry) => {
  const signature = checker.getSignaturesOfType(checker.getTypeOfSymbol(entry.symbol), ts.SignatureKind.Call)[0]!;

  test("takes required data first, at most two arguments, then one options object", () => {
    const parameters = signature.getParameters().map(({ name }) => name);
    expect(parameters.filter((name) => name !== "options").length).toBeLessThanOrEqual(2);
    expect(parameters.slice(0, -1)).not.toContain("options");
  });

  test("documents its parameters, what it returns and throws, with an example", () => {
    const documented = tagTexts(entry, "param").map((text) => text.split(/\s/)[0]);
    const parameters = signature.getParameters().map(({ name }) => name);
    expect(documented).toEqual(expect.arrayContaining(parameters.filter((name) => name !== "options")));
    const returns = checker.typeToString(signature.getReturnType());
    if (!/^(Promise<)?void>?$/.test(returns)) expect(tagTexts(entry, "returns")).toHaveLength(1);
    if (throws(entry.declaration)) expect(tagTexts(entry, "throws").length).toBeGreaterThan(0);
    expect(tagTexts(entry, "example").length).toBeGreaterThan(0);
  });
});

/** Whether a function visibly refuses something: throws, or reads data or options at the public edge. */
function throws(declaration: ts.Declaration): boolean {
  return /\bthrow |\b(readOptions|to[A-Z]\w*)\(/.test(declaration.getText());
}
