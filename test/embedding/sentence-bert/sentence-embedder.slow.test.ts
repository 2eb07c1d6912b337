import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ModelFormatError } from "../../../src";
import { row } from "../../../src/core/internal";
import {
  type FittedSentenceBert,
  poolSequences,
  restoreEmbedder,
  type SentenceEmbedderOptions,
  type SequenceInput,
  sentenceEmbedder,
} from "../../../src/embedding";
import { sequencesFrom } from "../../../src/sequences";
import { fixture } from "../../helpers/fixture";
import { copyOfTiny, TINY, TINY_MODELS } from "../../helpers/tiny-model";
import { leastCosine, rowsOf } from "../../helpers/vectors";

interface Oracle {
  readonly modelHash: string;
  readonly texts: readonly string[];
  readonly vectors: Readonly<Record<"mean" | "cls" | "max", readonly (readonly number[])[]>>;
}

const oracle = fixture<Record<"tiny" | "tinyQuantized", Oracle>>("sentence_bert");
const opened: FittedSentenceBert[] = [];
afterAll(() => {
  for (const each of opened) each.dispose();
});

/** The tiny model as it is, for tests that only read with it: each one that is fitted starts a thread and a runtime in it. */
let plain: Promise<FittedSentenceBert> | undefined;

async function fit(options?: Partial<SentenceEmbedderOptions>, sequences?: SequenceInput) {
  if (options !== undefined) return fitNew(options, sequences);
  plain ??= fitNew({});
  return plain;
}

async function fitNew(options: Partial<SentenceEmbedderOptions>, sequences: SequenceInput = []) {
  const fitted = (await sentenceEmbedder({ ...TINY, workers: 1, ...options }).fit(sequences)) as FittedSentenceBert;
  opened.push(fitted);
  return fitted;
}

/** Each "sequence" is one action, which is the text. */
const asText = (actions: readonly string[]) => actions.join("");
const asLists = (texts: readonly string[]) => texts.map((text) => [text]);

describe("vectors are those of Python's onnxruntime and tokenizers", () => {
  test.each(["mean", "cls", "max"] as const)("tiny model, %s", async (pooling) => {
    const { texts, vectors } = oracle.tiny;
    const fitted = await fit({ pooling, verbalize: asText });
    expect(fitted.state().json.modelHash).toBe(oracle.tiny.modelHash);
    expect(leastCosine(await fitted.embed(asLists(texts)), vectors[pooling])).toBeGreaterThan(0.999999);
  });

  test("tiny model with a product quantised by the whole batch: each text as if alone", async () => {
    const { texts, vectors } = oracle.tinyQuantized;
    const fitted = await fit({ dtype: "q8", verbalize: asText });
    const all = await fitted.embed(asLists(texts));
    expect(leastCosine(all, vectors.mean)).toBeGreaterThan(0.999999);
    const few = await fitted.embed(asLists(texts.slice(0, 2)));
    expect(rowsOf(few)).toEqual(rowsOf(all).slice(0, 2));
  });
});

const PATHS = Array.from({ length: 60 }, (_, i) => {
  const steps = ["START", "LEVEL_FAIL", "addToCart", "/shop", `step${i % 7}`, "QUIT"];
  return Array.from({ length: i % 9 }, (_, j) => steps[(i * (j + 1)) % steps.length]!);
});

describe("the same bits", () => {
  test("for 1, 2 and 4 sessions, any size of batch, alone, in any order, and for equal texts", async () => {
    const reference = rowsOf(await (await fit({ workers: 1, batchTokens: 100_000 })).embed(PATHS));
    for (const options of [
      { workers: 2, batchTokens: 20 },
      { workers: 4, batchTokens: 1 },
    ]) {
      expect(rowsOf(await (await fit(options)).embed(PATHS))).toEqual(reference);
    }
    const fitted = await fit();
    expect(rowsOf(await fitted.embed([...PATHS].reverse()))).toEqual([...reference].reverse());
    for (const i of [1, 8, 35]) expect(rowsOf(await fitted.embed([PATHS[i]!]))).toEqual([reference[i]]);
    expect(rowsOf(await fitted.embed([["level_fail"], ["LEVEL-FAIL"]]))).toEqual(
      rowsOf(await fitted.embed([["levelFail"], ["levelFail"]])),
    );
    expect(reference[0]).toEqual(new Array(16).fill(0)); // an empty sequence
    expect(new Set(reference.map((values) => values.join())).size).toBeGreaterThan(30);
  });

  test("built sequences: one vector for each distinct row", async () => {
    const built = await sequencesFrom([...PATHS, ...PATHS]);
    const fitted = await fit({}, built);
    const vectors = await fitted.embed(built);
    expect(vectors.rows).toBe(built.offsets.length - 1);
    const ofPath = await fitted.embed(PATHS);
    const full = [...PATHS.keys()].filter((i) => PATHS[i]!.length > 0);
    expect(full).toHaveLength(53);
    for (const i of full) expect(row(vectors, built.rowOf[i]!)).toEqual(row(ofPath, i));
  });

  test("restored from its state by way of JSON, at every granularity", async () => {
    for (const granularity of ["sequence", "window", "action"] as const) {
      const fitted = await fit({ granularity, verbalize: { QUIT: "Leave" }, maxTokens: 8 }, PATHS);
      const state = JSON.parse(JSON.stringify({ ...fitted.state(), matrices: {} }));
      const access = { localModelPath: TINY_MODELS };
      const again = restoreEmbedder({ ...state, matrices: fitted.state().matrices }, access) as FittedSentenceBert;
      opened.push(again);
      expect(rowsOf(await again.embed(PATHS))).toEqual(rowsOf(await fitted.embed(PATHS)));
      expect(again.state()).toEqual(fitted.state());
      expect([again.dimensions, again.readsNewActions]).toEqual([16, true]);
    }
  });

  test("kept on disk", async () => {
    const vectorCache = mkdtempSync(join(tmpdir(), "seqment-vectors-"));
    const expected = rowsOf(await (await fit()).embed(PATHS));
    for (let round = 0; round < 2; round++) {
      expect(rowsOf(await (await fit({ vectorCache })).embed(PATHS))).toEqual(expected);
    }
  });
});

describe("granularity", () => {
  const long = Array.from({ length: 200 }, (_, i) => (i < 100 ? "START" : i % 2 === 0 ? "SHOP" : "QUIT"));

  test("sequence: what is cut is counted", async () => {
    const fitted = await fit({ maxTokens: 22 }, [long, long, ["START", "QUIT"]]);
    // 20 tokens are left of 200 actions and 199 commas: 10 actions whole
    expect(fitted.report).toMatchObject({ texts: 2, truncated: { inputs: 2, actions: 380 }, unknownPieces: 0 });
    expect(fitted.report!.truncated.share).toBeCloseTo(380 / 402, 6);
    expect(fitted.report!.examples[1]).toEqual({ actions: ["START", "QUIT"], text: "start, quit" });
    const [cut, head] = rowsOf(await fitted.embed([long, long.slice(0, 30)]));
    expect(cut).toEqual(head);
  });

  test("window: nothing is lost, and what fits is read whole", async () => {
    const windows = await fit({ granularity: "window", maxTokens: 22 }, [long, ["START", "QUIT"]]);
    expect(windows.report).toMatchObject({ truncated: { inputs: 0, actions: 0, share: 0 } });
    const whole = await fit({ maxTokens: 22 });
    const short = [["START", "QUIT"]];
    expect(rowsOf(await windows.embed(short))).toEqual(rowsOf(await whole.embed(short)));
    const ends = [long, [...long.slice(0, 199), "BOOST"]];
    const [a, b] = rowsOf(await windows.embed(ends));
    expect(a).not.toEqual(b);
    const [c, d] = rowsOf(await whole.embed(ends));
    expect(c).toEqual(d);
    expect(Math.hypot(...a!)).toBeCloseTo(1, 6);
  });

  test("window: one action longer than the limit is cut, and counted", async () => {
    const giant = "start ".repeat(60);
    const fitted = await fit({ granularity: "window", maxTokens: 12 }, [["QUIT", giant, "QUIT"]]);
    expect(fitted.report!.truncated.inputs).toBe(1);
  });

  test("action: each action once, pooled as action vectors of Word2Vec are", async () => {
    const fitted = await fit({ granularity: "action" }, PATHS);
    const built = await sequencesFrom(PATHS);
    const { actions } = built.vocabulary;
    const single = await (await fit()).embed(asLists(actions));
    const pooling = await poolSequences(built, { vectors: single, vocabulary: { actions } }, { normalize: true });
    expect(rowsOf(await fitted.embed(PATHS))).toEqual(rowsOf(await pooling.apply(PATHS)));
    expect(fitted.report!.texts).toBe(actions.length);
  });

  test("action: one that training never saw is read too, the same alone and among others", async () => {
    const fitted = await fit({ granularity: "action", weighting: "mean" }, PATHS);
    const [fresh] = rowsOf(await fitted.embed([["BUY_BOOST"]]));
    expect(fresh).toEqual(rowsOf(await (await fit()).embed([["BUY_BOOST"]]))[0]);
    const mixed = [["QUIT", "BUY_BOOST", "GUILD"], ["AFTER"], ["QUIT"]];
    const together = rowsOf(await fitted.embed(mixed));
    for (const [i, path] of mixed.entries()) expect(rowsOf(await fitted.embed([path]))[0]).toEqual(together[i]);
    const offline = restoreEmbedder(fitted.state());
    expect(offline.readsNewActions).toBe(false);
    expect(rowsOf(await offline.embed([["QUIT"], ["GUILD"]]))).toEqual([together[2], new Array(16).fill(0)]);
  });
});

test("pieces that the tokenizer does not know are counted", async () => {
  const fitted = await fit({}, [["★", "START"], ["★", "START"], ["QUIT"]]);
  expect(fitted.report!.unknownPieces).toBe(2);
});

test("what a function gives reaches the model unchanged", async () => {
  const seen: (readonly string[])[] = [];
  const verbalize = (actions: readonly string[]) => {
    seen.push(actions);
    return "level Fail; QUIT";
  };
  const fitted = await fit({ verbalize }, [["A", "B"]]);
  expect(fitted.report!.examples).toEqual([{ actions: ["A", "B"], text: "level Fail; QUIT" }]);
  expect(seen).toContainEqual(["A", "B"]);
  const plain = await fit({ verbalize: asText });
  expect(rowsOf(await fitted.embed([["A"]]))).toEqual(rowsOf(await plain.embed([["level Fail; QUIT"]])));
  const restored = restoreEmbedder(fitted.state(), { localModelPath: TINY_MODELS });
  await expect(restored.embed([["A"]])).rejects.toThrow(
    new TypeError('the model was fitted with a function "verbalize", which is not saved: give it again'),
  );
});

test("long, odd and empty input", async () => {
  const fitted = await fit({ maxTokens: 10 }, []);
  const giant = Array.from({ length: 100_000 }, (_, i) => `ACTION_${i % 50}`);
  const vectors = await fitted.embed([giant, [], [""], ["__proto__"], ["\u0000\ud800"], ["日本", "emoji 🎮"]]);
  expect(vectors).toMatchObject({ rows: 6, cols: 16 });
  expect(vectors.data.every(Number.isFinite)).toBe(true);
  expect(await fitted.embed([])).toMatchObject({ rows: 0, cols: 16 });
  await expect(fitted.embed([["a"], "b"] as never)).rejects.toThrow(
    new TypeError('"sequences" expected lists of actions, got "b" at position 1'),
  );
});

test("progress rises to 1, the event loop stays free, and an abort ends it between batches", async () => {
  const fitted = await fit({ batchTokens: 1, workers: 1 });
  const fractions: number[] = [];
  let turns = 0;
  let working = true;
  const turn = () => {
    turns += 1;
    if (working) setImmediate(turn);
  };
  setImmediate(turn);
  await fitted.embed(PATHS, { onProgress: ({ stage, fraction }) => stage === "embedding" && fractions.push(fraction) });
  working = false;
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
  expect(turns).toBeGreaterThan(fractions.length);

  const stop = new AbortController();
  const reason = new Error("enough");
  const aborted = fitted.embed(PATHS, { signal: stop.signal, onProgress: () => stop.abort(reason) });
  await expect(aborted).rejects.toBe(reason);
  expect((await fitted.embed([["QUIT"]])).rows).toBe(1); // and it goes on working
});

test("disposed, it starts again when it is asked", async () => {
  const fitted = await fit();
  const before = rowsOf(await fitted.embed([["QUIT"]]));
  fitted.dispose();
  expect(rowsOf(await fitted.embed([["QUIT"]]))).toEqual(before);
});

describe("refused", () => {
  test("another model than was fitted with, with both hashes", async () => {
    const state = (await fit()).state();
    const { models, tiny } = copyOfTiny();
    const bytes = readFileSync(`${tiny}/onnx/model.onnx`);
    bytes[bytes.length - 200]! ^= 1;
    writeFileSync(`${tiny}/onnx/model.onnx`, bytes);
    const other = await fit({ localModelPath: models });
    await expect(restoreEmbedder(state, { localModelPath: models }).embed([["a"]])).rejects.toThrow(
      new ModelFormatError(
        `"tiny" (fp32) is not the model that was fitted with: the SHA-256 of its model was ${state.json.modelHash}, ` +
          `and is ${other.state().json.modelHash}`,
      ),
    );
  });

  test.each([
    [{}, TypeError, '"model" expected a non-empty string, got undefined'],
    [{ model: "m", dtipe: "q8" }, TypeError, '"dtipe" is not an option; did you mean "dtype"?'],
    [
      { model: "m", verbalize: 5 },
      TypeError,
      '"verbalize" expected an object of words for actions, or a function from actions to a text, got 5',
    ],
    [{ model: "m", verbalize: { a: 5 } }, TypeError, '"verbalize["a"]" expected a string, got 5'],
    [{ model: "m", maxTokens: 2 }, RangeError, '"maxTokens" expected an integer >= 3 and <= 1000000, got 2'],
    [
      { model: "m", granularity: "word" },
      RangeError,
      '"granularity" expected "sequence", "window" or "action", got "word"',
    ],
  ])("options %j", (options, kind, message) => {
    const make = () => sentenceEmbedder(options as never);
    expect(make).toThrow(message);
    expect(make).toThrow(kind);
  });

  test("more tokens than the model has positions", async () => {
    await expect(fit({ maxTokens: 41 })).rejects.toThrow(
      new RangeError('"maxTokens" expected an integer <= 40, the positions of the model, got 41'),
    );
  });

  test("a model that does not run", async () => {
    const { models, tiny } = copyOfTiny();
    const broken = readFileSync(`${tiny}/onnx/model.onnx`).toString("latin1").replaceAll("Softmax", "Sofdmax");
    writeFileSync(`${tiny}/onnx/model.onnx`, broken, "latin1");
    await expect(fit({ localModelPath: models })).rejects.toThrow(/^the sentence model failed: .*Sofdmax/s);
  });

  test("an incomplete state", () => {
    expect(() => restoreEmbedder({ method: "sentence-bert", json: {}, matrices: {} })).toThrow(
      new ModelFormatError("the state of a sentence-bert embedder is incomplete"),
    );
  });
});

test("the fits of one embedder share a model: one that fails or is aborted leaves it usable, and so does its end", async () => {
  const lists = [["START", "BUY"], ["START", "QUIT"], ["START"]];
  const folder = mkdtempSync(join(tmpdir(), "seqment-late-"));
  const embedder = sentenceEmbedder({ ...TINY, localModelPath: folder });
  await expect(embedder.fit(lists)).rejects.toThrow("there is no such folder");
  cpSync(TINY_MODELS, folder, { recursive: true });
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error("enough"));
  await expect(embedder.fit(lists, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
  const fits = await Promise.all([embedder.fit(lists), embedder.fit(lists, { workers: 2 })]);
  const [first, second] = await Promise.all(fits.map((fitted) => fitted.embed(lists)));
  expect(second).toEqual(first);
  for (const fitted of fits) (fitted as FittedSentenceBert).dispose();
  const again = await fits[0]!.embed([...lists, ["NEW"]]);
  expect([...again.data.subarray(0, first!.data.length)]).toEqual([...first!.data]);
  (fits[0] as FittedSentenceBert).dispose();
});
