import { existsSync, readdirSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { wrongDefaults } from "./helpers/option-defaults";
import { createProgram } from "./helpers/program";
import { distinctNames, namesOf, type PublicName, readPublicApi, tagTexts } from "./helpers/public-api";
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

test("a @default that is wrong, missing or made up is reported", () => {
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
  const program = createProgram(new Map([["src/planted.ts", planted]]), ["src/planted.ts"]);
  expect(wrongDefaults(program, namesOf(program, "src/planted.ts"))).toEqual([
    "LonelyOptions: no object in src `satisfies Schema<LonelyOptions>`",
    "PlantedOptions.rate: @default 0.5, schema 0.25",
    "PlantedOptions.rounds: @default undefined, schema -1",
    "PlantedOptions.limit: @default 3, schema has none",
  ]);
});

describe.each(functions.map((entry) => ({ ...entry })))("$name", (entry) => {
  const signatures = checker.getSignaturesOfType(checker.getTypeOfSymbol(entry.symbol), ts.SignatureKind.Call);
  const signature = signatures[0]!;

  test("takes required data first, at most two arguments, then one options object", () => {
    const parameters = signature.getParameters().map(({ name }) => name);
    expect(parameters.filter((name) => name !== "options").length).toBeLessThanOrEqual(2);
    expect(parameters.slice(0, -1)).not.toContain("options");
  });

  test("documents its parameters, what it returns and throws, with an example", () => {
    const documented = tagTexts(entry, "param").map((text) => text.split(/\s/)[0]);
    const parameters = signatures.map((overload) => overload.getParameters().map(({ name }) => name));
    expect(parameters).toContainEqual(documented); // of overloads, those of the one that stands for all
    const returns = checker.typeToString(signature.getReturnType());
    if (!/^(Promise<)?void>?$/.test(returns)) expect(tagTexts(entry, "returns")).toHaveLength(1);
    if (throws(entry.declaration)) expect(tagTexts(entry, "throws").length).toBeGreaterThan(0);
    expect(tagTexts(entry, "example").length).toBeGreaterThan(0);
  });
});

describe("methods of exported classes", () => {
  test("document their parameters, what they return and throw", () => {
    const methods = names.flatMap(({ name, declaration }) =>
      ts.isClassDeclaration(declaration) ? methodsOf(name, declaration) : [],
    );
    expect(methods.length).toBeGreaterThan(30);
    expect(methods.flatMap((method) => undocumented(method))).toEqual([]);
  });

  test("a parameter, a result or an error that is not documented is found", () => {
    const planted = `
      export class Planted {
        /** All. @param a one. @returns two. @throws RangeError when it is small. */
        all(a: number): number { if (a < 0) throw new RangeError("a"); return a + 1; }
        /** None. */
        none(a: number): number { if (a < 0) throw new RangeError("a"); return a + 1; }
        /** Nothing to say. */
        quiet(): void {}
        /** @internal */
        inside(a: number): number { return a; }
        bare(): void {}
      }`;
    const program = createProgram(new Map([["src/planted.ts", planted]]), ["src/planted.ts"]);
    const [{ declaration }] = namesOf(program, "src/planted.ts") as [PublicName];
    const methods = methodsOf("Planted", declaration as ts.ClassDeclaration);
    expect(methods.flatMap((method) => undocumented(method, program.getTypeChecker()))).toEqual([
      "Planted.none: @param a",
      "Planted.none: @returns",
      "Planted.none: @throws",
      "Planted.bare: what it does",
    ]);
  });
});

test("options that may be left out may be undefined", () => {
  const strict = names.flatMap(({ name, declaration }) => {
    if (!name.endsWith("Options") || !ts.isInterfaceDeclaration(declaration)) return [];
    return declaration.members.flatMap((member) => {
      if (!ts.isPropertySignature(member) || !member.questionToken || !member.type) return [];
      return /\bundefined\b/.test(member.type.getText()) ? [] : [`${name}.${member.name.getText()}`];
    });
  });
  expect(strict).toEqual([]);
});

interface Method {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly overloads: readonly ts.MethodDeclaration[];
}

/** The public methods of a class; overloads are one. */
function methodsOf(owner: string, declaration: ts.ClassDeclaration): Method[] {
  const symbols = declaration.members.flatMap((member) => {
    if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name)) return [];
    return [(member as ts.MethodDeclaration & { symbol: ts.Symbol }).symbol];
  });
  return [...new Set(symbols)].map((symbol) => {
    return { name: `${owner}.${symbol.name}`, symbol, overloads: symbol.declarations!.filter(ts.isMethodDeclaration) };
  });
}

/** What the docstring of a method, or of that whose place it takes in an interface, does not say. */
function undocumented({ name, symbol, overloads }: Method, types = checker): string[] {
  const tags = symbol.getJsDocTags(types);
  if (tags.some((tag) => tag.name === "internal")) return [];
  const texts = (tag: string) => tagTexts({ tags }, tag);
  const body = overloads.at(-1)!;
  const parameters = body.parameters.map((parameter) => parameter.name.getText());
  const documented = texts("param").map((text) => text.split(/\s/)[0]);
  const missing = parameters.filter((parameter) => !documented.includes(parameter)).map((one) => `@param ${one}`);
  if (ts.displayPartsToString(symbol.getDocumentationComment(types)) === "") missing.push("what it does");
  const returns = types.typeToString(types.getSignatureFromDeclaration(body)!.getReturnType());
  if (!/^(Promise<)?void>?$/.test(returns) && texts("returns").length === 0) missing.push("@returns");
  if (throws(body) && texts("throws").length === 0) missing.push("@throws");
  return missing.map((what) => `${name}: ${what}`);
}

/** Whether a function visibly refuses something: throws, or reads data or options at the public edge. */
function throws(declaration: ts.Declaration): boolean {
  return /\bthrow |\b(readOptions|to(?!HTML|Markdown|Rows|Word2VecText)[A-Z]\w*)\(/.test(declaration.getText());
}
