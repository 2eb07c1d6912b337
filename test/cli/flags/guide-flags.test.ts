import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../../../src/cli/run-cli";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guide-"));
  const kinds = ["a b b c", "x y z", "p q q"];
  const lines = Array.from({ length: 36 }, (_, i) =>
    kinds[i % 3]!.split(" ").map((action, at) => `u${i},${action},${at}`),
  );
  await writeFile(join(folder, "events.csv"), `user,action,time\n${lines.flat().join("\n")}\n`);
  await writeFile(join(folder, "labels.csv"), 'user,label\nu0,"Ann, Bob"\nu3,"Ann, Bob"\nu1,\nnobody,Ghosts\n');
  await writeFile(join(folder, "one.csv"), "user\nu0\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fit(...flags: string[]) {
  const texts = { out: "", err: "" };
  const sink = (name: "out" | "err") =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += chunk;
        done();
      },
    });
  const columns = ["--user", "user", "--action", "action", "--time", "time"];
  const args = ["fit", join(folder, "events.csv"), ...columns, ...flags];
  const code = await runCli(args, { stdin: Readable.from([]), stdout: sink("out"), stderr: sink("err") });
  return { code, ...texts };
}

test("fit --guide and --guide-pattern name segments by what is known", async () => {
  const { code, out } = await fit("--guide", join(folder, "labels.csv"), "--guide-pattern", "End=y -> z", "--json");
  expect(code).toBe(0);
  const { segments, report } = JSON.parse(out);
  const names = segments.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(["Ann, Bob", "End"]));
  expect(report.guide).toMatchObject({ known: 14, unknownIds: 1, conflicts: 0 });
});

test("fit refuses a guide that says nothing readable", async () => {
  expect(await fit("--guide-pattern", "y -> z")).toMatchObject({
    code: 2,
    err: expect.stringContaining('--guide-pattern expected name=pattern, got "y -> z"'),
  });
  expect(await fit("--guide", join(folder, "one.csv"))).toMatchObject({
    code: 1,
    err: expect.stringContaining("line 1: expected an id and a label"),
  });
});
