import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { beforeAll, expect, test } from "vitest";
import { fitSegments, type SegmentModel } from "../../../src";
import { runCli } from "../../../src/cli/run-cli";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";
import { jsonFrame, valuesOf } from "../../helpers/frames";
import { size } from "../../helpers/size";

let model: SegmentModel;
let paths: string[][];
let folder: string;

beforeAll(async () => {
  paths = pathsOf((await demoEvents(size(60, 150))).events);
  model = await fitSegments(paths, { embedding: "ngrams", projection: false, seed: 7 });
  folder = await mkdtemp(join(tmpdir(), "seqment-stdio-"));
  await model.save(join(folder, "players.seqment"));
});

async function serve(args: readonly string[], requests: readonly Uint8Array[]) {
  const frames: Uint8Array[] = [];
  const complaints: string[] = [];
  const stdout = new Writable({ write: (chunk, _, done) => done(void frames.push(chunk)) });
  const stderr = new Writable({ write: (chunk, _, done) => done(void complaints.push(String(chunk))) });
  const code = await runCli(["serve", ...args], { stdin: Readable.from(requests), stdout, stderr });
  return { code, values: await valuesOf(frames), err: complaints.join("") };
}

test("serve --stdio answers frames until its input ends", async () => {
  const { code, values, err } = await serve([join(folder, "players.seqment"), "--stdio"], [jsonFrame({ paths })]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(values[0].model).toBe(await model.hash());
  expect(values[1]).toStrictEqual({ answers: await model.assign(paths) });
});

test("what keeps it from serving is reported as a frame and on standard error", async () => {
  await writeFile(join(folder, "torn.seqment"), "seqment\x01");
  const torn = await serve([join(folder, "torn.seqment"), "--stdio"], []);
  expect(torn.code).toBe(1);
  expect(torn.values).toEqual([{ error: { name: "ModelFormatError", message: expect.any(String) } }]);
  expect(torn.err).toContain(torn.values[0].error.message);

  const limits = ["--max-paths", "2", "--max-frame-bytes", "40"];
  const long = await serve([join(folder, "players.seqment"), "--stdio", ...limits], [jsonFrame({ paths })]);
  expect(long.code).toBe(1);
  expect(long.values[1].error.message).toContain("a frame expected a body of at most 40 bytes");

  const mixed = await serve([join(folder, "players.seqment"), "--stdio", "--port", "8080"], []);
  expect(mixed).toMatchObject({ code: 2, values: [] });
  expect(mixed.err).toContain("seqment: --port is for the service over HTTP: leave out --stdio");
  const alone = await serve([join(folder, "players.seqment"), "--max-paths", "2"], []);
  expect(alone).toMatchObject({ code: 2, values: [] });
  expect(alone.err).toContain("seqment: --max-paths is for pipes: add --stdio");
});
