import ts from "typescript";
import { ROOT, SUBPATHS } from "./subpaths";

/** Files as they were parsed and bound; programs of one process share them, for they share their options. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * The project as the compiler sees it: what is public, and made-up files (path from the root -> text) beside it.
 *
 * @param entries where it is entered.
 */
export function createProgram(
  madeUp: ReadonlyMap<string, string> = new Map(),
  entries: readonly string[] = [...SUBPATHS.values(), ...madeUp.keys()],
): ts.Program {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  options.noUnusedLocals = false; // code in the documentation may name what it does not use
  options.noUncheckedIndexedAccess = false; // and is written for those who do without this flag
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  const textOf = (path: string) => (path.startsWith(ROOT) ? madeUp.get(path.slice(ROOT.length)) : undefined);
  host.fileExists = (path) => textOf(path) !== undefined || fileExists(path);
  host.getSourceFile = (path, target, ...rest) => {
    const text = textOf(path);
    if (text !== undefined) return ts.createSourceFile(path, text, target, true);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, target, ...rest));
    return parsed.get(path);
  };
  const roots = entries.map((path) => ROOT + path);
  return ts.createProgram(roots, options, host);
}

/** What the compiler has against one file, one line each. */
export function complaints(program: ts.Program, path: string): string[] {
  const file = program.getSourceFile(ROOT + path);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found.map(({ start, messageText }) => {
    const line = file!.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
