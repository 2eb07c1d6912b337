import { readFileSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { customEmbedder, fitSegments, loadSegments, ModelFormatError } from "../../src";
import { sentenceEmbedder } from "../../src/embedding";
import { ModelThreads } from "../../src/embedding/sentence-bert/model-threads";
import { SentenceModel } from "../../src/embedding/sentence-bert/sentence-model";
import { size } from "../helpers/size";
import { copyOfTiny, TINY, TINY_MODELS } from "../helpers/tiny-model";

const buyers = Array.from({ length: 30 }, (_, i) => [
  "START",
  "SHOP",
  ...Array<string>(1 + (i % 3)).fill("addToCart"),
  "BUY",
]);
const failers = Array.from({ length: 30 }, (_, i) => [
  "START",
  ...Array<string>(1 + (i % 4)).fill("LEVEL_5_FAIL"),
  "QUIT",
]);
const lists = [...buyers, ...failers];
const run = { projection: false, seed: 7, workers: 1 } as const;
/** Fitted once for each granularity. */
const known = { sequence: fitted("sequence"), action: fitted("action") };

function fitted(granularity: "sequence" | "action", workers = 1) {
  return fitSegments(lists, { embedding: { method: "sentence-bert", ...TINY, granularity }, ...run, workers });
}

const access = { localModelPath: TINY_MODELS };

test.each(["sequence", "action"] as const)("fitted, saved, loaded and assigned: %s", async (granularity) => {
  const model = await known[granularity];
  expect(model.report.embedding).toMatchObject({ method: "sentence-bert", dimensions: 16 });
  expect(model.report.embedding.texts!.examples[0]!.text).toMatch(/^(start|level 5 fail|shop)/);
  const bytes = await model.toBytes();
  if (granularity === "action" || size(0, 1)) expect(await (await fitted(granularity, 2)).toBytes()).toEqual(bytes);

  const loaded = await loadSegments(bytes, access);
  const answers = await loaded.assign(lists);
  expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
  expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(["seen in training"]));
  expect(await loaded.assign([lists[0]!, lists[59]!])).toEqual([answers[0], answers[59]]);
  const [odd] = await loaded.assign([["NEVER_SEEN"]]);
  expect(odd!.reason).toMatch(/near members|far from all segments/); // read, though no action of it is known
});

test("a fit opens the model once and embeds each text once, however often it is fitted to parts of the users", async () => {
  const open = vi.spyOn(SentenceModel, "open");
  const asked = vi.spyOn(ModelThreads.prototype, "ask");
  await fitted("sequence");
  const texts = asked.mock.calls.flatMap(([question]) => {
    if (question.kind !== "embed") return [];
    const { ids, length } = question.batch;
    return Array.from({ length: ids.length / length }, (_, i) => ids.slice(i * length, (i + 1) * length).join());
  });
  expect(open).toHaveBeenCalledTimes(1);
  expect(texts.length).toBeGreaterThan(new Set(lists.map((list) => list.join())).size); // with the one that is tried out
  expect(new Set(texts).size).toBe(texts.length);
  vi.restoreAllMocks();
});

test("without the folder a model still tells what it knows, and by action still assigns", async () => {
  const bytes = await (await known.action).toBytes();
  const loaded = await loadSegments(bytes);
  expect(loaded.segments.map(({ size }) => size)).toEqual([30, 30]);
  expect((await loaded.assign([lists[0]!]))[0]!.reason).toBe("seen in training");
  expect((await loaded.assign([["NEVER_SEEN"]]))[0]!.reason).toBe("no known action");
});

test("another model is refused when it is loaded, with both hashes; a folder that is not there is named", async () => {
  const bytes = await (await known.sequence).toBytes();
  const { models, tiny } = copyOfTiny();
  writeFileSync(`${tiny}/tokenizer.json`, `${readFileSync(`${tiny}/tokenizer.json`, "utf8")} `);
  const loading = loadSegments(bytes, { localModelPath: models });
  await expect(loading).rejects.toBeInstanceOf(ModelFormatError);
  await expect(loading).rejects.toThrow(/the SHA-256 of its tokenizer was [0-9a-f]{64}, and is [0-9a-f]{64}$/);
  await expect(loadSegments(bytes, { localModelPath: "/nowhere" })).rejects.toThrow(
    '"tiny" was looked for in /nowhere/tiny, and there is no such folder.',
  );
});

test("what the model's limit cut is among the notes", async () => {
  const embedding = { method: "sentence-bert", ...TINY, maxTokens: 8 } as const;
  const { report } = await fitSegments(lists, { embedding, ...run });
  expect(report.notes.find((note) => note.startsWith("the model's limit cut"))).toMatch(
    /^the model's limit cut the texts of \d+ sequences, about \d+ actions \([\d.]+%\) lost by it$/,
  );
});

test("an embedder given as an object is a plug-in, whatever it calls itself", async () => {
  const own = sentenceEmbedder({ ...TINY });
  const model = await fitSegments(lists, { embedding: own, ...run });
  expect(model.report.embedding.method).toBe("sentence-bert");
  const named = customEmbedder((all) => all.map((list) => [list.length]), { dimensions: 1, method: "sentence-bert" });
  expect((await fitSegments(lists, { embedding: named, ...run })).report.embedding.dimensions).toBe(1);
});

test("options of the embedding are checked", async () => {
  const fit = (embedding: object) => fitSegments(lists, { embedding: embedding as never });
  await expect(fit({ method: "sentence-bert" })).rejects.toThrow(
    '"embedding" of method "sentence-bert" needs a model, such as { method: "sentence-bert", model: "sentence-transformers/',
  );
  await expect(fit({ method: "sentence-bert", model: "m", dtype: "q9" })).rejects.toThrow(
    '"embedding.dtype" expected "fp32", "fp16", "q8", "int8", "uint8", "q4", "bnb4" or "q4f16", got "q9"',
  );
});
