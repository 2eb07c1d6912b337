// The build's way around index.ts and internal.ts. Modules of src import each other through these two, which name all that a
// module offers; a bundler that splits code then loads all of it with a part of it. So `import { a } from "../events"` leaves as
// `import { a } from "../events/file-of-a"`, for the modules of which others need a part.
import { readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import ts from "typescript";

/**
 * Modules of which the main path needs a part. For those that it needs nearly whole this would only make more and smaller chunks,
 * and each costs as much to load as some 15 kB (all modules: 60 files in the place of 32, 6 ms more).
 */
const NEEDED_IN_PART = ["clustering", "events", "features", "profiles", "report", "statistics"];

/** A name as the file exports it that defines it. */
interface Origin {
  readonly file: string;
  readonly name: string;
}

/** Imports and exports of a file by way of an index.ts or internal.ts, replaced by the files they lead to; lines stay where they are. */
export function directImports(text: string, path: string): string {
  if (!/from "\.\.?\//.test(text)) return text;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  let direct = text;
  for (const statement of [...source.statements].reverse()) {
    const rewritten = rewrite(statement, path);
    if (rewritten === undefined) continue;
    const [start, end] = [statement.getStart(), statement.end];
    const lines = text.slice(start, end).split("\n").length - 1;
    direct = `${direct.slice(0, start)}${rewritten}${"\n".repeat(lines)}${direct.slice(end)}`;
  }
  return direct;
}

function rewrite(statement: ts.Statement, path: string): string | undefined {
  const found = namesOf(statement);
  const offered = found && offeredBy(join(dirname(path), found.from));
  if (!found || !offered) return undefined;
  return found.names
    .map(({ name, local }) => {
      const origin = offered.get(name);
      if (origin === undefined) throw new Error(`${path}: ${found.from} has no "${name}"`);
      const file = relative(dirname(path), origin.file).replace(/\.ts$/, "");
      const names = origin.name === local ? local : `${origin.name} as ${local}`;
      return `${found.keyword} { ${names} } from "${file.startsWith(".") ? file : `./${file}`}";`;
    })
    .join(" ");
}

interface NamesFrom {
  readonly keyword: "import" | "export";
  readonly from: string;
  readonly names: readonly { readonly name: string; readonly local: string }[];
}

/** The values that a statement imports, or exports again, by their names; undefined for any other statement. */
function namesOf(statement: ts.Statement): NamesFrom | undefined {
  const isImport = ts.isImportDeclaration(statement);
  if (!isImport && !ts.isExportDeclaration(statement)) return undefined;
  const clause = isImport ? statement.importClause?.namedBindings : statement.exportClause;
  const isType = isImport ? statement.importClause?.isTypeOnly : statement.isTypeOnly;
  const { moduleSpecifier } = statement;
  if (isType || !clause || !moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  if (!ts.isNamedImports(clause) && !ts.isNamedExports(clause)) return undefined;
  const elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] = clause.elements;
  return {
    keyword: isImport ? "import" : "export",
    from: moduleSpecifier.text,
    names: elements
      .filter((element) => !element.isTypeOnly)
      .map(({ name, propertyName }) => ({ name: (propertyName ?? name).text, local: name.text })),
  };
}

const known = new Map<string, ReadonlyMap<string, Origin> | undefined>();

/** What the index.ts or internal.ts of this path offers, by name; undefined where the path is neither. */
function offeredBy(path: string): ReadonlyMap<string, Origin> | undefined {
  if (!known.has(path)) known.set(path, readOffered(path));
  return known.get(path);
}

function readOffered(path: string): ReadonlyMap<string, Origin> | undefined {
  const file = path.endsWith("/internal") ? `${path}.ts` : `${path}/index.ts`;
  const text = NEEDED_IN_PART.includes(basename(dirname(file))) ? textOf(file) : undefined;
  if (text === undefined) return undefined;
  const offered = new Map<string, Origin>();
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements) {
    const found = namesOf(statement);
    if (found?.keyword !== "export") continue;
    const from = join(dirname(file), found.from);
    for (const { name, local } of found.names) {
      offered.set(local, offeredBy(from)?.get(name) ?? { file: `${from}.ts`, name });
    }
  }
  return offered;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
