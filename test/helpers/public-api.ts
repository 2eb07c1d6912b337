import ts from "typescript";
import { createProgram, ROOT } from "./program";

/** One name that src/index.ts exports. */
export interface PublicName {
  readonly name: string;
  readonly kind: "function" | "class" | "const" | "interface" | "type";
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
  /** First sentences of its docstring. */
  readonly description: string;
  readonly tags: readonly ts.JSDocTagInfo[];
}

/** What a file exports, sorted by name, and the program it was read from; by default the public API. */
export function readPublicApi(
  path = "src/index.ts",
  madeUp: ReadonlyMap<string, string> = new Map(),
): { program: ts.Program; names: readonly PublicName[] } {
  const program = createProgram(madeUp, madeUp.has(path) ? [path] : undefined);
  const checker = program.getTypeChecker();
  const index = checker.getSymbolAtLocation(program.getSourceFile(ROOT + path)!)!;
  const names = checker.getExportsOfModule(index).map((exported): PublicName => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const declaration = symbol.declarations![0]!;
    return {
      name: exported.name,
      kind: isTypeOnlyExport(exported) && symbol.flags & ts.SymbolFlags.Class ? "interface" : kindOf(symbol),
      symbol,
      declaration,
      description: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      tags: symbol.getJsDocTags(checker),
    };
  });
  return { program, names: names.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** The text of each tag of a name: `tagTexts(name, "example")`. */
export function tagTexts({ tags }: Pick<PublicName, "tags">, tag: string): string[] {
  return tags.filter(({ name }) => name === tag).map(({ text }) => ts.displayPartsToString(text).trim());
}

function kindOf({ flags }: ts.Symbol): PublicName["kind"] {
  if (flags & ts.SymbolFlags.Function) return "function";
  if (flags & ts.SymbolFlags.Class) return "class";
  if (flags & ts.SymbolFlags.Interface) return "interface";
  return flags & ts.SymbolFlags.Variable ? "const" : "type";
}

/** `export { type WorkerPool }`: a class of which only the type is public. */
function isTypeOnlyExport(symbol: ts.Symbol): boolean {
  const declaration = symbol.declarations?.[0];
  return declaration !== undefined && ts.isTypeOnlyImportOrExportDeclaration(declaration);
}
