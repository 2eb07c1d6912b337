import ts from "typescript";
import { createProgram } from "./program";
import { ROOT, SUBPATHS } from "./subpaths";

/** One name that a user can import. */
export interface PublicName {
  readonly name: string;
  readonly kind: "function" | "class" | "const" | "interface" | "type";
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
  /** First sentences of its docstring. */
  readonly description: string;
  readonly tags: readonly ts.JSDocTagInfo[];
}

interface PublicApi {
  readonly program: ts.Program;
  readonly subpaths: ReadonlyMap<string, readonly PublicName[]>;
}

let api: PublicApi | undefined;

/** What each subpath exports, sorted by name, and the program it was read from; read once in each process. */
export function readPublicApi(): PublicApi {
  if (api) return api;
  const program = createProgram();
  api = { program, subpaths: new Map([...SUBPATHS].map(([path, file]) => [path, namesOf(program, file)])) };
  return api;
}

/** Every name once, whatever subpaths export it. */
export function distinctNames(subpaths: ReadonlyMap<string, readonly PublicName[]>): PublicName[] {
  return [...new Map([...subpaths.values()].flat().map((entry) => [entry.symbol, entry])).values()];
}

/** What a file exports, sorted by name. */
export function namesOf(program: ts.Program, path: string): PublicName[] {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(ROOT + path)!)!;
  const names = checker.getExportsOfModule(module).map((exported): PublicName => {
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
  return names.sort((a, b) => (a.name < b.name ? -1 : 1));
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
