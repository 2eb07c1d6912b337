import ts from "typescript";
import type { SourceTree } from "./import-law";
import { parseSource } from "./parse-source";

/**
 * Every statement that does something when its module is loaded, beyond defining a name. The build promises bundlers that there
 * is none (scripts/pure-constants.ts), so that what nobody uses can go.
 */
export function actsWhenLoaded(tree: SourceTree): string[] {
  return [...tree].flatMap(([file, text]) => {
    const source = parseSource(file, text);
    return source.statements.filter(acts).map((statement) => {
      const line = source.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
      return `${file}:${line}`;
    });
  });
}

function acts(statement: ts.Statement): boolean {
  if (ts.isClassDeclaration(statement)) return statement.members.some(isStaticCode);
  return !DEFINING.some((is) => is(statement));
}

function isStaticCode(member: ts.ClassElement): boolean {
  if (ts.isClassStaticBlockDeclaration(member)) return true;
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) : undefined;
  const isStatic = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
  return isStatic && ts.isPropertyDeclaration(member) && member.initializer !== undefined;
}

const DEFINING: readonly ((node: ts.Node) => boolean)[] = [
  ts.isImportDeclaration,
  ts.isExportDeclaration,
  ts.isVariableStatement,
  ts.isFunctionDeclaration,
  ts.isInterfaceDeclaration,
  ts.isTypeAliasDeclaration,
];
