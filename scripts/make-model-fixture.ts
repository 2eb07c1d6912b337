import { writeFileSync } from "node:fs";
import { fitSegments, loadSegments, readEvents } from "../src";
import { makeDemoLog } from "../src/cli/fit/demo-log";

/**
 * Writes test/fixtures/model-v1.seqment.gz and what it answers: a stored file of format version 1, which every later version
 * has to load. Run once, when the format is frozen: `npx tsx scripts/make-model-fixture.ts`.
 */
const { events } = makeDemoLog({ users: 80 });
const log = await readEvents(events, { user: "user", action: "action", time: "time" });
const model = await fitSegments(log, { seed: 7, embedding: "order", reduction: "umap", clustering: "hdbscan" });
const bytes = await model.toBytes({ compress: true });
const loaded = await loadSegments(bytes);
const paths = [
  ["START", "LEVEL_5_FAIL", "OPEN_SHOP", "PURCHASE_BOOST", "LEVEL_5_PASS", "QUIT"],
  ["INSTALL", "TUTORIAL_BEGIN", "TUTORIAL_DONE", "LEVEL_1_PASS", "QUIT"],
  ["REDEEM_VOUCHER"],
  [],
];
const answers = (await loaded.assign(paths)).map(({ segment, name, confidence }) => ({ segment, name, confidence }));
const training = (await loaded.assign(log)).map(({ segment }) => segment);
const folder = new URL("../test/fixtures/", import.meta.url);
writeFileSync(new URL("model-v1.seqment.gz", folder), bytes);
const expected = { hash: await model.hash(), names: model.segments.map(({ name }) => name), paths, answers, training };
writeFileSync(new URL("model-v1.json", folder), `${JSON.stringify(expected)}\n`);
