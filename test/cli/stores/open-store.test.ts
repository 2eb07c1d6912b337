import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../../src/cli/stores/open-store";
import { schemeOf } from "../../../src/cli/stores/store-address";
import { cli } from "../../helpers/run-cli";

const request = { asked: "--store", expected: "memory or an address", timeout: 2000 };
const hasSqlite = process.getBuiltinModule("node:sqlite") !== undefined;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-open-store-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("an address has a scheme of two letters or more; a path of a drive, of a folder with a colon in it or none has not", () => {
  expect(["redis://a", "REDISS://a", "redis+unix:///s", "sqlite:a.db"].map(schemeOf)).toEqual([
    "redis",
    "rediss",
    "redis+unix",
    "sqlite",
  ]);
  for (const path of ["registry", "C:\\registry", "/a:b", "./a:b", "", "7z:a", "über:a"]) {
    expect(schemeOf(path)).toBeUndefined();
  }
});

test("what names no store is reported without the password, as wrong usage", async () => {
  await expect(openStore("mysql://ann:secret@host/db", request)).rejects.toThrow(
    '--store expected memory or an address, got "mysql://***@host/db"',
  );
  await expect(openStore("a folder", request)).rejects.toThrow('got "a folder"');
  const { code, err } = await cli(["registry", "list", "mysql://ann:secret@host/db"]);
  expect(code).toBe(2);
  expect(err).toContain(
    "<registry> expected a folder, redis://..., redis+unix:///SOCKET, postgres://... or sqlite:FILE",
  );
  expect(err).not.toContain("secret");
});

test("a server that does not answer is reported with what it was asked for", async () => {
  const nowhere = join(folder, "no-socket");
  await expect(openStore(`redis+unix://${nowhere}`, request)).rejects.toThrow("--store: Redis does not answer: ");
  await expect(openStore("redis://127.0.0.1:1", request)).rejects.toThrow("--store: Redis does not answer: ");
  await expect(openStore("postgres://127.0.0.1:1/db", request)).rejects.toThrow(
    /^--store: PostgreSQL does not answer: connect ECONNREFUSED/,
  );
  await expect(openStore(`postgres:///db?host=${folder}`, request)).rejects.toThrow("PostgreSQL does not answer");
  const listed = await cli(["registry", "list", `redis+unix://${nowhere}`]);
  expect(listed).toMatchObject({ code: 1, err: expect.stringContaining("<registry>: Redis does not answer: ") });
});

// Node 20 has none; a newer one opens the file in test/gates/stores/sqlite.newer-node.ts
test("SQLite is opened, or the error says which Node has it", async () => {
  const opened = openStore(`sqlite:${join(folder, "a.db")}`, request).then(
    async (store) => {
      await store[Symbol.asyncDispose]();
      return "opened";
    },
    (error: Error) => error.message,
  );
  const expected = hasSqlite ? /^opened$/ : /^--store sqlite:FILE needs Node 22\.13 or later/;
  expect(await opened).toMatch(expected);
});
