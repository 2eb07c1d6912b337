import { posix } from "node:path";
import ts from "typescript";
import { parseSource } from "./parse-source";

/** Source files by their path under src, such as `clustering/hdbscan.ts`. */
export type SourceTree = ReadonlyMap<string, string>;

/** Rooms that know nothing of the domain, and what of src each may import. */
const FOUNDATION: Readonly<Record<string, readonly string[]>> = {
  kernels: [],
  core: [],
  parallel: ["core", "kernels"],
  statistics: ["core", "kernels", "parallel"],
};

/** Data flows one way: a stage imports the foundation and the stages to its left. */
const STAGES = [
  "events",
  "sequences",
  "warehouse",
  "embedding",
  "features",
  "neighbors",
  "clustering",
  "projection",
  "profiles",
  "selection",
  "prefixes",
  "stores",
  "segments",
  "online",
  "monitoring",
  "registry",
  "experiments",
  "tracking",
  "report",
  "serving",
  "cli",
];

/** Neighbours in the order that still have nothing to do with each other. */
const STRANGERS = [
  ["projection", "profiles"],
  ["profiles", "projection"],
];

/** Left of this stage, nobody runs functions of both these rooms: only it and what stands on it compose the whole. */
const COMPOSER = "segments";
const COMPOSED = ["embedding", "clustering"];

/**
 * What a file imports. A type is gone at run time; an asked for module (`getBuiltinModule("node:fs")`) may be absent
 * there, and the file does without.
 */
interface Import {
  readonly specifier: string;
  readonly kind: "value" | "type" | "asked";
}

/** Every breach of the dependency rules (docs/architecture.md), in words; none when the tree is in order. */
export function importLawBreaches(tree: SourceTree, nodeFiles: ReadonlySet<string>): string[] {
  const imports = new Map([...tree].map(([file, text]) => [file, importsOf(file, text)]));
  const breaches: string[] = [];
  for (const [file, found] of imports) {
    for (const { specifier, kind } of found) {
      const why = specifier.startsWith(".")
        ? whyNotInside(file, specifier, tree)
        : whyNotOutside(file, specifier, kind, nodeFiles);
      if (why) breaches.push(`${file} imports "${specifier}": ${why}`);
    }
  }
  return [...breaches, ...secondComposers(imports, tree), ...cycles(imports, tree)];
}

function whyNotInside(file: string, specifier: string, tree: SourceTree): string | undefined {
  const target = resolve(file, specifier, tree);
  if (target === undefined) return "there is no such file (imports are extensionless)";
  const from = roomOf(file);
  const to = roomOf(target);
  if (to === undefined) return "nobody imports the public index";
  if (from === undefined) return target === `${to}/index.ts` ? undefined : `the public index imports "./${to}"`;
  const isDoor = target === `${to}/index.ts` || target === `${to}/internal.ts`;
  if (from === to) return isDoor ? "inside a folder import the file" : undefined;
  if (!isDoor) return `across folders import the folder's index, "../${to}", or "../${to}/internal"`;
  return whyNotRoom(from, to);
}

function whyNotRoom(from: string, to: string): string | undefined {
  const foundation = FOUNDATION[from];
  if (foundation)
    return foundation.includes(to) ? undefined : `${from} may import ${foundation.join(", ") || "nothing"}`;
  if (!STAGES.includes(from)) return `${from} is not a room of the house`;
  if (to in FOUNDATION) return undefined;
  if (STRANGERS.some(([a, b]) => a === from && b === to)) return `${from} and ${to} never import each other`;
  return STAGES.indexOf(to) < STAGES.indexOf(from) ? undefined : `${to} is not to the left of ${from}`;
}

function whyNotOutside(file: string, specifier: string, kind: Import["kind"], nodeFiles: ReadonlySet<string>) {
  if (!specifier.startsWith("node:") || nodeFiles.has(file)) return undefined;
  if (kind !== "value" && roomOf(file) === "parallel") return undefined; // threads of Node where there are, else Worker
  return "only file readers, save and load, report and cli touch node:*";
}

function secondComposers(imports: ReadonlyMap<string, readonly Import[]>, tree: SourceTree): string[] {
  return STAGES.slice(0, STAGES.indexOf(COMPOSER)).flatMap((stage) => {
    const used = new Set<string | undefined>();
    for (const [file, found] of imports) {
      if (roomOf(file) !== stage) continue;
      for (const { specifier, kind } of found) {
        const target = kind === "value" && specifier.startsWith(".") ? resolve(file, specifier, tree) : undefined;
        if (target) used.add(roomOf(target));
      }
    }
    return COMPOSED.every((room) => room === stage || used.has(room)) && !COMPOSED.includes(stage)
      ? [`${stage} runs functions of ${COMPOSED.join(" and ")}: only ${COMPOSER} composes the whole`]
      : [];
  });
}

function cycles(imports: ReadonlyMap<string, readonly Import[]>, tree: SourceTree): string[] {
  const found: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      found.push(`cycle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    if (finished.has(file)) return;
    for (const { specifier } of imports.get(file) ?? []) {
      const target = specifier.startsWith(".") ? resolve(file, specifier, tree) : undefined;
      if (target) visit(target, [...path, file]);
    }
    finished.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

/** The folder under src; undefined for the public index itself. */
function roomOf(file: string): string | undefined {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : undefined;
}

function resolve(file: string, specifier: string, tree: SourceTree): string | undefined {
  const base = posix.join(posix.dirname(file), specifier);
  return [`${base}.ts`, posix.join(base, "index.ts")].find((path) => tree.has(path));
}

/** Imports of every form: static, re-exported, dynamic, `import("…")` in a type, and `node:*` asked for at run time. */
function importsOf(file: string, text: string): readonly Import[] {
  const source = parseSource(file, text);
  const read = known.get(source) ?? readImports(source);
  known.set(source, read);
  return read;
}

const known = new WeakMap<ts.SourceFile, readonly Import[]>();

function readImports(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const named = node.importClause?.namedBindings;
      const allTypes = named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
      found.push(importOf(node.moduleSpecifier, isTypeOnly(node.importClause) || allTypes ? "type" : "value"));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      found.push(importOf(node.moduleSpecifier, node.isTypeOnly ? "type" : "value"));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push(importOf(node.arguments[0]!, "value"));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push(importOf(node.argument.literal, "type"));
    } else if (ts.isCallExpression(node)) {
      const asked = node.arguments.find(
        (argument) => ts.isStringLiteralLike(argument) && argument.text.startsWith("node:"),
      );
      if (asked) found.push(importOf(asked, "asked"));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importOf(specifier: ts.Expression, kind: Import["kind"]): Import {
  return { specifier: ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText(), kind };
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}
