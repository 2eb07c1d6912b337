import ts from "typescript";
import { expect, test } from "vitest";

const edited = { file: `${import.meta.dirname}/completions.ts`, text: "", version: 0 };
const service = ts.createLanguageService({
  getCompilationSettings: () => ({
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ESNext,
    types: [],
  }),
  getScriptFileNames: () => [edited.file],
  getScriptVersion: (name) => (name === edited.file ? String(edited.version) : "1"),
  getScriptSnapshot: (name) => {
    const content = name === edited.file ? edited.text : ts.sys.readFile(name);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => process.cwd(),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === edited.file || ts.sys.fileExists(name),
  readFile: ts.sys.readFile,
});

test("types let editors complete the names of methods", () => {
  expect(completionsOf('{ embedding: { method: "@" } }')).toEqual([
    "auto",
    "ngrams",
    "order",
    "sentence-bert",
    "word2vec",
  ]);
  expect(completionsOf('{ embedding: "@" }')).toEqual(["auto", "ngrams", "order", "word2vec"]);
  expect(completionsOf('{ clustering: { method: "@" } }')).toEqual([
    "agglomerative",
    "auto",
    "bisecting-kmeans",
    "dbscan",
    "gaussian-mixture",
    "hdbscan",
    "kmeans",
    "markov-mixture",
    "optics",
  ]);
  expect(completionsOf('{ reduction: "@" }')).toEqual(["auto", "pca", "umap"]);
  expect(completionsOf('{ projection: { method: "@" } }')).toEqual(["pca", "umap"]);
});

/** What a language service offers where the @ stands in options of fitSegments. */
function completionsOf(options: string): string[] {
  const source = `import type { FitSegmentsOptions } from "../../src";\nconst options: FitSegmentsOptions = ${options};\n`;
  edited.text = source.replace("@", "");
  edited.version++;
  const found = service.getCompletionsAtPosition(edited.file, source.indexOf("@"), {});
  return (found?.entries ?? []).map(({ name }) => name).toSorted();
}
