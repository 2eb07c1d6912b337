import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadSegments, readEvents } from "../../../src";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { ROOT } from "../../helpers/subpaths";

/** Made by scripts/make-model-fixture.ts with format version 1; never to be made anew. */
const FILE = `${ROOT}test/fixtures/model-v1.seqment.gz`;
const expected = JSON.parse(readFileSync(`${ROOT}test/fixtures/model-v1.json`, "utf8"));

test("a stored file of version 1 is read for ever, and answers as it did", async () => {
  const model = await loadSegments(FILE);
  expect(await model.hash()).toBe(expected.hash);
  expect(model.segments.map(({ name }) => name)).toEqual(expected.names);
  const answers = await model.assign(expected.paths as string[][]);
  expect(answers.map(({ segment, name, confidence }) => ({ segment, name, confidence }))).toEqual(expected.answers);
  const { events } = makeDemoLog({ users: 80 });
  const log = await readEvents(events, { user: "user", action: "action", time: "time" });
  expect((await model.assign(log)).map(({ segment }) => segment)).toEqual(expected.training);
});
