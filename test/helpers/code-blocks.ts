import { readdirSync, readFileSync } from "node:fs";
import { ROOT } from "./subpaths";

/** A fenced block of a page. */
export interface CodeBlock {
  readonly page: string;
  readonly language: string;
  readonly code: string;
  /** The line its code begins on. */
  readonly line: number;
  /** Why it is not run, from the comment before it: `<!-- not run: needs a model file -->`. */
  readonly notRun: string | undefined;
}

/** README.md, CONTRIBUTING.md and everything under docs/. */
export function readPages(): string[] {
  const docs = readdirSync(`${ROOT}docs`, { recursive: true, encoding: "utf8" });
  return [
    "README.md",
    "CONTRIBUTING.md",
    ...docs.filter((file) => file.endsWith(".md")).map((file) => `docs/${file}`),
  ].sort();
}

/** The fenced blocks of a page, in order. */
export function readCodeBlocks(page: string): CodeBlock[] {
  const text = readFileSync(ROOT + page, "utf8");
  const blocks = text.matchAll(/(?:<!-- not run: (.+?) -->\s*)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(({ 0: whole, 1: notRun, 2: language, 3: code, index }) => {
    const start = index + whole.indexOf("```");
    return { page, language: language!, code: code!, line: text.slice(0, start).split("\n").length + 1, notRun };
  });
}

/** The TypeScript of a page as one program: its blocks in order, on the lines they have in the page. */
export function pageProgram(blocks: readonly CodeBlock[]): string {
  let code = "";
  for (const block of blocks) {
    code += "\n".repeat(block.line - 1 - (code.split("\n").length - 1)) + block.code;
  }
  return code;
}
