import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CodeBlock, readPages } from "./helpers/code-blocks";
import { blocks, enterSampleFolder, examplePrograms, isSlow, pagePrograms } from "./helpers/doc-programs";
import { runCode } from "./helpers/run-code";
import { ROOT } from "./helpers/subpaths";

const code = new Map([...pagePrograms(), ...examplePrograms()]);
let leaveFolder: () => void;

beforeAll(async () => {
  leaveFolder = await enterSampleFolder();
});

afterAll(() => leaveFolder());

test.each([...code.keys()].filter((path) => !isSlow(path, code.get(path)!)))("%s gives what it shows", async (path) => {
  for (const { code: line, actual, shown } of await runCode(code.get(path)!)) expect(actual, line).toEqual(shown);
});

test("the only blocks that are not run", () => {
  const left = blocks.filter(({ language, notRun }) => language === "ts" && notRun !== undefined);
  expect(left.map(({ page, notRun }: CodeBlock) => `${page}: ${notRun}`)).toMatchInlineSnapshot(`[]`);
});

test.each(readPages())("links of %s lead somewhere", (page) => {
  const links = [...readFileSync(ROOT + page, "utf8").matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
  const dead = links.filter(([, path, anchor]) => {
    const target = path === "" ? page : join(dirname(page), path!);
    if (!existsSync(ROOT + target)) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(dead.map(([link]) => link)).toEqual([]);
});

/** What headings can be linked by, as GitHub names them. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(ROOT + page, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

const INDEXES = ["docs/index.md", "docs/guides/index.md", "docs/decisions/index.md"];

test.each(INDEXES)("%s links to each page of its front matter, which orders the site", (index) => {
  const text = readFileSync(ROOT + index, "utf8");
  const children = childrenOf(index);
  expect(children.length).toBeGreaterThan(9);
  expect(children.filter((child) => !text.includes(`](${child})`))).toEqual([]);
});

test("the indexes lead to every page once", () => {
  const listed = INDEXES.flatMap((index) => childrenOf(index).map((child) => join(dirname(index), child)));
  const pages = readPages().filter((page) => page.startsWith("docs/") && page !== "docs/index.md");
  expect(listed.sort()).toEqual(pages);
});

/** The pages that the site puts below this one, in their order. */
function childrenOf(index: string): string[] {
  const matter = /^---\n([\s\S]*?)\n---\n/.exec(readFileSync(ROOT + index, "utf8"))?.[1] ?? "";
  return [...matter.matchAll(/^ {2}.+: (\S+\.md)$/gm)].map(([, path]) => path!);
}

test("docs/benchmarking.md names every subject", () => {
  const text = readFileSync(`${ROOT}docs/benchmarking.md`, "utf8");
  const subjects = readdirSync(`${ROOT}benchmarks`).filter((file) => file.endsWith(".ts") && file !== "run.ts");
  expect(subjects.filter((file) => !text.includes(`| \`${file.slice(0, -3)}\` |`))).toEqual([]);
});

/** Pages that are edited here; README.md and CHANGELOG.md follow them. */
const edited = readPages().filter((page) => page.startsWith("docs/"));

test.each(edited)("%s: lines of at most 120 characters, tables apart", (page) => {
  const lines = readFileSync(ROOT + page, "utf8").split("\n");
  const long = lines.filter((line) => line.length > 120 && !line.startsWith("|"));
  expect(long).toEqual([]);
});

/** Spellings and phrases that docs do not use, with what they use. */
const AVOIDED = [
  /\d %/g, // 5%
  /\w*(?:behaviour|neighbour|colour|favour|modelled|labelled|centred|learnt|artefact|(?:norm|optim|minim|maxim|summar|organ|recogn|quant)is[ei])\w*/gi,
  /so-manieth|on the kind side|nothing to speak of|next to nobody|by lot\b|\bin none\b/gi,
  /\b(?:is|are|was|were|and|counted|,) told\b(?! apart)/gi, // is reported
];

test.each(edited)("%s is in American English without translated idioms", (page) => {
  const text = readFileSync(ROOT + page, "utf8").replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");
  expect(AVOIDED.flatMap((pattern) => text.match(pattern) ?? [])).toEqual([]);
});
