import { cp, mkdtemp, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { readCodeBlocks, readPages } from "../helpers/code-blocks";
import { sharedData } from "../helpers/shared-data";
import { mustRun, run } from "./command";

const DEMO_SECONDS = 10;
const consumer = inject("consumer");
let folder: string;

/** `npx seqment …` in a folder of its own, where the package is installed. */
function seqment(args: string, input = "") {
  return run("npx", ["seqment", ...args.split(" ")], { cwd: folder, input });
}

beforeAll(async () => {
  folder = await mkdtemp(join(consumer, "../shell-"));
  await symlink(join(consumer, "node_modules"), join(folder, "node_modules"));
});

describe("npx seqment", () => {
  test("demo finds what was planted, in time", async () => {
    const start = performance.now();
    const { code, stdout, output } = await seqment("demo");
    expect(code, output).toBe(0);
    expect(performance.now() - start).toBeLessThan(DEMO_SECONDS * 1000);
    for (const part of [
      "Segment 1:",
      "does ",
      "typical ",
      "Planted behaviors",
      "Three new players",
      "no segment (no known action)",
    ]) {
      expect(stdout).toContain(part);
    }
    expect(Number(/adjusted Rand index (\S+)/.exec(stdout)?.[1])).toBeGreaterThan(0.95);
    const log = await readFile(join(folder, "out/demo/events.csv"), "utf8");
    expect(log.startsWith("user_id,event,timestamp\n")).toBe(true);
  });

  test.each(["", "fit ", "describe ", "report ", "assign ", "demo "])("%s--help", async (command) => {
    const { code, stdout } = await seqment(`${command}--help`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: seqment/);
  });

  test("fit --sql says how to install DuckDB where it is not", async () => {
    const { code, output } = await seqment("fit --sql values(1) --user u --action a --time t");
    expect(code).toBe(1);
    expect(output).toContain(
      'seqment: SQL needs "@duckdb/node-api", which is not installed. Run: npm install @duckdb/node-api',
    );
  });

  test.each([
    ["nonsense", 2],
    ["fit out/demo/events.csv --no-such-option", 2],
    ["fit no-such-file.csv --user u --action a --time t", 1],
    ["describe out/demo/events.csv", 1],
  ])("%s ends with code %i and a reason", async (args, expected) => {
    const { code, stdout, output } = await seqment(args);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(output).toMatch(/\w/);
    expect(output).not.toMatch(/^\s+at /m); // a message, not a stack
  });

  test.runIf(sharedData("rete_mobile_onboarding/events.csv.gz"))(
    "saves the same bytes for 1 and 2 workers",
    async () => {
      const log = sharedData("rete_mobile_onboarding/events.csv.gz");
      for (const workers of [1, 2]) {
        const { code, output } = await seqment(
          `fit ${log} --user user_id --action event --time timestamp --workers ${workers} --out ${workers}.seqment`,
        );
        expect(code, output).toBe(0);
      }
      const [one, two] = await Promise.all(["1.seqment", "2.seqment"].map((name) => readFile(join(folder, name))));
      expect(one!.equals(two!)).toBe(true);
    },
  );
});

describe("commands in the documentation", () => {
  const blocks = readPages().flatMap(readCodeBlocks);
  const shell = blocks.filter(
    ({ language, code, notRun }) => language === "sh" && code.includes("npx seqment") && notRun === undefined,
  );

  test.each(shell.map(({ page, line, code }) => [`${page}:${line}`, code]))("%s", async (_, code) => {
    await cp(join(folder, "out/demo/events.csv"), join(folder, "events.csv"));
    await mustRun("bash", ["-e", "-o", "pipefail", "-c", code], { cwd: folder });
  });
});
