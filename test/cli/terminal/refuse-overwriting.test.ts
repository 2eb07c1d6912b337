import { mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cli } from "../../helpers/run-cli";

const folder = await mkdtemp(join(tmpdir(), "seqment-overwrite-"));
const at = (name: string) => join(folder, name);
const LOG = ["--user", "user", "--action", "action", "--time", "time"];
const ROWS = Array.from({ length: 12 }, (_, i) => `u${i},${i % 2 ? "open" : "pay"},2024-03-${10 + i}\n`);

await writeFile(at("log.csv"), `user,action,time\n${ROWS.join("")}`);
await writeFile(at("other.csv"), "id,x\nu1,2\n");
await symlink(at("log.csv"), at("link.csv"));

test.each([
  [["fit", "log.csv", ...LOG, "--out", "log.csv"], "--out log.csv would overwrite the file that it reads"],
  [["fit", "log.csv", ...LOG, "--out", "link.csv"], "--out link.csv would overwrite the file that it reads"],
  [["fit", "link.csv", ...LOG, "--users", "log.csv"], "--users log.csv would overwrite the file that it reads"],
  [
    ["fit", "log.csv", ...LOG, "--out", "new", "--users", "./new"],
    "--users ./new would overwrite the file that --out names",
  ],
  [
    ["fit", "log.csv", ...LOG, "--properties", "other.csv", "--out", "other.csv"],
    "--out other.csv would overwrite the file that it reads",
  ],
  [["report", "log.csv", "--out", "log.csv"], "--out log.csv would overwrite the file that it reads"],
  [
    ["users", "m.seqment", "--users", "other.csv", "--out", "other.csv"],
    "--out other.csv would overwrite the file that it reads",
  ],
  [
    ["cards", "m.seqment", "--out", "c.html", "--answers", "c.html"],
    "--answers c.html would overwrite the file that --out names",
  ],
  [["rfm", "other.csv", "--model", "other.csv"], "--model other.csv would overwrite the file that it reads"],
  [
    ["drift", "m.seqment", "log.csv", ...LOG, "--page", "m.seqment"],
    "--page m.seqment would overwrite the file that it reads",
  ],
  [
    ["extend", "m.seqment", "log.csv", ...LOG, "--out", "log.csv"],
    "--out log.csv would overwrite the file that it reads",
  ],
])("%j", async (args, message) => {
  const before = await readFile(at("log.csv"), "utf8");
  const inFolder = args.map((arg) => (/^[\w./]+\.(csv|html|seqment)$|new$/.test(arg) ? at(arg) : arg));
  const { code, out, err } = await cli(inFolder);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.replaceAll(`${folder}/`, "").replace("./new", "new")).toBe(
    `seqment: ${message.replace("./new", "new")}; name another\n`,
  );
  expect(await readFile(at("log.csv"), "utf8")).toBe(before);
});

test("a column that is called like the file written is none", async () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { code } = await cli(["fit", "log.csv", ...LOG, "--users", "user"]);
    expect(code).toBe(0);
    expect(await readFile(at("user"), "utf8")).toContain("u11");
  } finally {
    process.chdir(before);
  }
});

test("a model may be changed in its place", async () => {
  expect((await cli(["fit", at("log.csv"), ...LOG, "--out", at("m")])).code).toBe(0);
  expect(await cli(["edit", at("m"), "--rename", "1=Buyers", "--out", at("m")])).toMatchObject({ code: 0, err: "" });
});
