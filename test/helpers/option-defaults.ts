import ts from "typescript";
import type { PublicName } from "./public-api";

/** Has no schema of its own: its fields are spread into those of others. */
const SPREAD = "RunOptions";

/**
 * Every way in which the `@default` in an options interface, or another one that has a schema, differs from the default in its schema: the object literal
 * that `satisfies Schema<XOptions>`. A default that is a literal must be written as it is (`@default 10`,
 * `@default "eom"`); words may stand where the schema holds none (`@default available parallelism`).
 */
export function wrongDefaults(program: ts.Program, names: readonly PublicName[]): string[] {
  const checker = program.getTypeChecker();
  const schemas = readSchemas(program, checker);
  const wrong: string[] = [];
  for (const { name, symbol } of names.filter(({ kind }) => kind === "interface")) {
    const schema = schemas.get(symbol);
    if (schema === undefined) {
      if (name.endsWith("Options") && name !== SPREAD)
        wrong.push(`${name}: no object in src \`satisfies Schema<${name}>\``);
      continue;
    }
    for (const option of checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))) {
      const said = defaultTag(option, checker);
      const held = schemaDefault(schema, option.name, checker);
      if (held !== undefined && firstWord(said) !== held)
        wrong.push(`${name}.${option.name}: @default ${said}, schema ${held}`);
      if (held === undefined && /^(-?[\d.]|"|true\b|false\b)/.test(said ?? "")) {
        wrong.push(`${name}.${option.name}: @default ${said}, schema has none`);
      }
    }
  }
  return wrong;
}

function readSchemas(program: ts.Program, checker: ts.TypeChecker): Map<ts.Symbol, ts.Type> {
  const schemas = new Map<ts.Symbol, ts.Type>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isSatisfiesExpression(node) &&
      ts.isTypeReferenceNode(node.type) &&
      node.type.typeName.getText() === "Schema"
    ) {
      const options = checker.getTypeFromTypeNode(node.type.typeArguments![0]!);
      const symbol = options.aliasSymbol ?? options.symbol;
      schemas.set(symbol, checker.getTypeAtLocation(node.expression));
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) visit(file);
  return schemas;
}

/** The literal a field falls back to, as it is written; undefined where it has no literal default. */
function schemaDefault(schema: ts.Type, option: string, checker: ts.TypeChecker): string | undefined {
  const field = schema.getProperty(option);
  const fallback = field && checker.getTypeOfSymbol(field).getProperty("default");
  if (fallback === undefined) return undefined;
  const type = checker.getTypeOfSymbol(fallback);
  const literal = type.isStringLiteral() || type.isNumberLiteral() || Boolean(type.flags & ts.TypeFlags.BooleanLiteral);
  return literal ? checker.typeToString(type) : undefined;
}

function defaultTag(option: ts.Symbol, checker: ts.TypeChecker): string | undefined {
  const tag = option.getJsDocTags(checker).find(({ name }) => name === "default");
  return tag && ts.displayPartsToString(tag.text).trim();
}

function firstWord(text: string | undefined): string | undefined {
  return text && (/^"[^"]*"|^\S+/.exec(text)?.[0] ?? text);
}
