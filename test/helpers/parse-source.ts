import ts from "typescript";

const parsed = new Map<string, ts.SourceFile>();

/** The syntax tree of a file, with parents; parsed once in each process. */
export function parseSource(file: string, text: string): ts.SourceFile {
  const key = `${file}\n${text}`;
  const source = parsed.get(key) ?? ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  parsed.set(key, source);
  return source;
}
