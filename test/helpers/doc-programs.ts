import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitSegments, readEvents } from "../../src";
import { makeDemoLog } from "../../src/cli/fit/demo-log";
import { pageProgram, readCodeBlocks, readPages } from "./code-blocks";
import { distinctNames, readPublicApi, tagTexts } from "./public-api";
import { missingImports } from "./run-code";
import { size } from "./size";

/** All fenced blocks of the documentation. */
export const blocks = readPages().flatMap(readCodeBlocks);

/** Path of a made-up file -> its code, for each page with code: its blocks are one program. */
export function pagePrograms(): Map<string, string> {
  const run = blocks.filter(({ language, notRun }) => language === "ts" && notRun === undefined);
  const pages = [...new Set(run.map(({ page }) => page))];
  return new Map(pages.map((page) => [`${page}.ts`, pageProgram(run.filter((block) => block.page === page))]));
}

/** The same for each `@example` of a public name. */
export function examplePrograms(): Map<string, string> {
  return new Map(
    distinctNames(readPublicApi().subpaths).flatMap((entry) =>
      tagTexts(entry, "example").map((code, i) => {
        return [`examples of ${entry.name}${i > 0 ? ` ${i + 1}` : ""}.ts`, withImports(code)] as const;
      }),
    ),
  );
}

/** Whether a page fits segments, which takes about a second each time: such pages are run by docs.slow.test.ts, all but the README. */
export function isSlow(page: string, code: string): boolean {
  return page !== "README.md.ts" && FITS.test(code);
}

const FITS = /\b(?:fitSegments|fitHybridSegments|compareEmbeddings|refitNoise|retrain|emergingSegments)\(/;

/** Goes into a new folder with the files that code in the documentation may read; what is returned goes back and deletes it. */
export async function enterSampleFolder(): Promise<() => void> {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "seqment-docs-"));
  await writeSampleFiles(folder);
  process.chdir(folder);
  return () => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  };
}

async function writeSampleFiles(folder: string): Promise<void> {
  const { events, planted } = makeDemoLog({ users: size(120, 400) });
  const rows = events.map(({ user, action, time }) => `${user},${action},${time}\n`);
  writeFileSync(join(folder, "events.csv"), `user_id,event,timestamp\n${rows.join("")}`);
  const spent = [...planted.keys()].map((user, i) => `${user},${i % 3 === 0 ? (i % 7) * 1.5 : 0}\n`);
  writeFileSync(join(folder, "next_month.csv"), `user_id,revenue\n${spent.join("")}`);
  const columns = { user: "user_id", action: "event", time: "timestamp" };
  await (await fitSegments(readEvents(join(folder, "events.csv"), columns))).save(join(folder, "players.seqment"));
}

function withImports(example: string): string {
  return `${missingImports(example)}${example}\nexport {};`;
}
