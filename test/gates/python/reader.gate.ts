import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type FitSegmentsOptions, fitSegments, readEvents, type SegmentModel } from "../../../src";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { decodeSequence } from "../../../src/sequences";
import { ROOT } from "../../helpers/subpaths";
import { mustRun, run } from "../command";

const PYTHON = process.env.SEQMENT_PYTHON ?? "python3";
const READER = `${ROOT}integrations/python/src/seqment/reader.py`;

beforeAll(async () => {
  const { code } = await run(PYTHON, ["-c", "import numpy"], { cwd: ROOT });
  if (code !== 0) throw new Error(`no Python with numpy: ${PYTHON} has none; SEQMENT_PYTHON names another`);
});

const MODELS: readonly [string, FitSegmentsOptions][] = [
  ["as it is by default", {}],
  [
    "sessions, collapsed into buckets, renamed and cut",
    {
      sequences: {
        unit: "session",
        sessionGap: "30m",
        collapseRepeats: "buckets",
        rename: { QUIT: null, OPEN_SHOP: "SHOP" },
        maxLength: 6,
        minCount: 5,
      },
      embedding: "order",
      clustering: "hdbscan",
    },
  ],
];

describe.each(MODELS)("a model %s", async (_, options) => {
  const { events } = makeDemoLog({ users: 200 });
  const log = await readEvents(events, { user: "user", action: "action", time: "time" });
  const model = await fitSegments(log, { ...options, seed: 7 });

  test.each([false, true])("is read by Python, compressed: %s", async (compress) => {
    const folder = await mkdtemp(join(tmpdir(), "seqment-python-"));
    const file = join(folder, "players.seqment");
    await model.save(file, { compress });
    const paths = Array.from(model.sequences.weights, (_, row) => decodeSequence(model.sequences, row));
    const asked = [...paths, ["NEVER_SEEN"], [], [...paths[0]!, "NEVER_SEEN"]];
    const input = asked.map((path) => `${JSON.stringify(path)}\n`).join("");
    const [facts, ...answers] = (await mustRun(PYTHON, [READER, file], { cwd: folder, input }))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(facts).toEqual({
      sha256: await model.hash(),
      actions: model.sequences.vocabulary.actions,
      ids: model.lineage.ids,
      segments: model.segments.map(({ name, size }) => [name, size]),
    });
    expect(answers.slice(-3)).toEqual([null, null, null]);
    expect(answers.slice(0, -3)).toEqual(await ourAnswers(model, paths));
  });
});

async function ourAnswers(model: SegmentModel, paths: readonly string[][]) {
  const answers = await model.assign(paths);
  return answers.map(({ segment, name, membership }) => ({ segment, name, membership }));
}

test("the table of users is read, CSV and JSON; damaged files are refused", async () => {
  const folder = await mkdtemp(join(tmpdir(), "seqment-python-"));
  const { events } = makeDemoLog({ users: 60 });
  const model = await fitSegments(readEvents(events, { user: "user", action: "action", time: "time" }), { seed: 7 });
  await writeFile(join(folder, "users.csv"), model.toCSV("members"));
  await writeFile(join(folder, "users.json"), JSON.stringify(model.toRows("members")));
  const code = `import json, sys; sys.path.insert(0, ${JSON.stringify(`${ROOT}integrations/python/src`)})
from seqment.reader import read_users
print(json.dumps([read_users(path) for path in ("users.csv", "users.json")]))`;
  const [csv, json] = JSON.parse(await mustRun(PYTHON, ["-c", code], { cwd: folder }));
  expect(json).toEqual(JSON.parse(JSON.stringify(model.toRows("members"))));
  expect(csv).toEqual(json);

  const bytes = await model.toBytes();
  bytes[100]! ^= 1;
  await writeFile(join(folder, "damaged.seqment"), bytes);
  const { code: status, output } = await run(PYTHON, [READER, "damaged.seqment"], { cwd: folder });
  expect(status).toBe(1);
  expect(output).toContain("the SHA-256 does not match the content");
});
