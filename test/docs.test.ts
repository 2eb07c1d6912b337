import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fitSegments, readEvents } from "../src";
import { makeDemoLog } from "../src/cli/demo-log";
import { type CodeBlock, pageProgram, readCodeBlocks, readPages } from "./helpers/code-blocks";
import { complaints, createProgram } from "./helpers/program";
import { distinctNames, readPublicApi, tagTexts } from "./helpers/public-api";
import { missingImports, runCode } from "./helpers/run-code";
import { ROOT } from "./helpers/subpaths";

const blocks = readPages().flatMap(readCodeBlocks);
const run = blocks.filter(({ language, notRun }) => language === "ts" && notRun === undefined);
const pages = [...new Set(run.map(({ page }) => page))];
const examples = distinctNames(readPublicApi().subpaths).flatMap((entry) =>
  tagTexts(entry, "example").map((code, i) => [`${entry.name}${i > 0 ? ` ${i + 1}` : ""}`, code] as const),
);

/** Path of a made-up file -> its code: one for each page with code, one for each `@example`. */
const code = new Map([
  ...pages.map((page) => [`${page}.ts`, pageProgram(run.filter((block) => block.page === page))] as const),
  ...examples.map(([name, text]) => [`examples of ${name}.ts`, withImports(text)] as const),
]);
const program = createProgram(code);
const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "seqment-docs-"));

beforeAll(async () => {
  await writeSampleFiles();
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

test.each([...code.keys()])("%s", async (path) => {
  expect(complaints(program, path)).toEqual([]);
  for (const { code: line, actual, shown } of await runCode(code.get(path)!)) expect(actual, line).toEqual(shown);
});

test("the only blocks that are not run", () => {
  const left = blocks.filter(({ language, notRun }) => language === "ts" && notRun !== undefined);
  expect(left.map(({ page, notRun }: CodeBlock) => `${page}: ${notRun}`)).toMatchInlineSnapshot(`[]`);
});

test.each(readPages())("links of %s lead somewhere", (page) => {
  const targets = [...readFileSync(ROOT + page, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
    ([, path]) => path!,
  );
  expect(targets.filter((path) => !existsSync(join(ROOT, dirname(page), path)))).toEqual([]);
});

test("docs/index.md leads to every page", () => {
  const index = readFileSync(`${ROOT}docs/index.md`, "utf8");
  const pages = readPages().filter((page) => page.startsWith("docs/") && page !== "docs/index.md");
  expect(pages.filter((page) => !index.includes(`](${page.slice("docs/".length)})`))).toEqual([]);
});

test("docs/benchmarks.md names every subject", () => {
  const text = readFileSync(`${ROOT}docs/benchmarks.md`, "utf8");
  const subjects = readdirSync(`${ROOT}benchmarks`).filter((file) => file.endsWith(".ts") && file !== "run.ts");
  expect(subjects.filter((file) => !text.includes(`| \`${file.slice(0, -3)}\` |`))).toEqual([]);
});

/** The files that code in the documentation may read. */
async function writeSampleFiles(): Promise<void> {
  const { events } = makeDemoLog({ users: 400 });
  const rows = events.map(({ user, action, time }) => `${user},${action},${time}\n`);
  writeFileSync(join(folder, "events.csv"), `user_id,event,timestamp\n${rows.join("")}`);
  const columns = { user: "user_id", action: "event", time: "timestamp" };
  await (await fitSegments(readEvents(join(folder, "events.csv"), columns))).save(join(folder, "players.seqment"));
}

function withImports(example: string): string {
  return `${missingImports(example)}${example}\nexport {};`;
}
