import { beforeAll, expect, test } from "vitest";
import { fitSegments, type SegmentModel } from "../../src";
import { segmentMapSvg } from "../../src/report";
import { type ServeFramesOptions, serveFrames } from "../../src/serving";
import { frameOf } from "../../src/serving/stdio/frames";
import { demoEvents, pathsOf } from "../helpers/demo-paths";
import { jsonFrame, streamed, valuesOf } from "../helpers/frames";
import { size } from "../helpers/size";

let model: SegmentModel;
let paths: string[][];

beforeAll(async () => {
  paths = pathsOf((await demoEvents(size(60, 150))).events);
  model = await fitSegments(paths, { embedding: "ngrams", projection: false, seed: 7 });
});

/** The values written for these requests, the greeting first, and how the work ended. */
async function served(input: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, options?: ServeFramesOptions) {
  const frames: Uint8Array[] = [];
  const write = (frame: Uint8Array) => void frames.push(frame);
  const [ended] = await Promise.allSettled([serveFrames(model, { input, write }, options)]);
  return { values: await valuesOf(frames), ended };
}

test("greets with the model, and answers as the model does, bit for bit", async () => {
  const strange = [[], ["NEVER_SEEN"], ["START", "\ud800", "__proto__", "日本"], [...paths[0]!, "NEVER_SEEN"]];
  const batches = [paths, strange, [paths[3]!], []];
  const { values, ended } = await served(batches.map((batch) => jsonFrame({ paths: batch })));
  const [hello, ...answers] = values;
  expect(hello).toEqual({
    protocol: 1,
    model: await model.hash(),
    segments: model.segments.map(({ name, size }, i) => ({ id: model.lineage.ids[i], name, size })),
  });
  const expected = [];
  for (const batch of batches) expected.push({ answers: await model.assign(batch) });
  expect(answers).toStrictEqual(expected);
  const count = paths.length + strange.length + 1;
  expect(ended).toEqual({ status: "fulfilled", value: { requests: 4, paths: count, refused: 0 } });
});

test("reads beginnings as such when asked to", async () => {
  const begun = paths.slice(0, 20).map((path) => path.slice(0, 2));
  const { values } = await served([jsonFrame({ paths: begun, complete: false })]);
  expect(values[1]).toStrictEqual({ answers: await model.assign(begun, { complete: false }) });
});

test("gives tables and the map as the library does", async () => {
  const map = { width: 300, theme: "dark" } as const;
  const pictured = await fitSegments(paths, { embedding: "ngrams", seed: 7 });
  const requests = [{ table: "patterns" }, { table: "members" }, { table: "hours" }, { map }].map(jsonFrame);
  const frames: Uint8Array[] = [];
  await serveFrames(pictured, { input: requests, write: (frame) => void frames.push(frame) });
  const plain = (rows: unknown) => JSON.parse(JSON.stringify(rows));
  expect((await valuesOf(frames)).slice(1)).toEqual([
    { columns: expect.arrayContaining(["segment", "pattern"]), rows: plain(pictured.toRows("patterns")) },
    { columns: expect.arrayContaining(["id", "why"]), rows: plain(pictured.toRows("members")) },
    { columns: ["segment", "number", "name", "unit", "value", "share", "elsewhere", "of_actions"], rows: [] },
    { svg: segmentMapSvg(pictured, map) },
  ]);
  expect(pictured.toRows("patterns").length).toBeGreaterThan(0);
  expect(pictured.toCSV("hours")).toBe("segment,number,name,unit,value,share,elsewhere,of_actions\r\n");
});

test.each<[string, Uint8Array, string, string]>([
  ["no JSON", frameOf(new TextEncoder().encode("{")), "TypeError", "a request expected a body of JSON in UTF-8"],
  ["no UTF-8", frameOf(Uint8Array.of(34, 255, 34)), "TypeError", "a request expected a body of JSON in UTF-8"],
  ["nothing", frameOf(new Uint8Array()), "TypeError", "a request expected a body of JSON in UTF-8"],
  ["a list", jsonFrame([["A"]]), "TypeError", '"request" expected an object, got an array of 1'],
  ["no table", jsonFrame({ table: "users" }), "RangeError", '"request.table" expected "segments"'],
  ["a table and paths", jsonFrame({ table: "segments", paths: [] }), "TypeError", '"request.paths" is not an option'],
  ["a map of no size", jsonFrame({ map: { width: 1 } }), "RangeError", '"width" expected an integer >= 100'],
  ["no paths", jsonFrame({}), "TypeError", '"request.paths" expected an array of paths, got undefined'],
  ["a path alone", jsonFrame({ paths: "A" }), "TypeError", '"request.paths" expected an array of paths, got "A"'],
  [
    "another key",
    jsonFrame({ path: [] }),
    "TypeError",
    '"request.path" is not an option; did you mean "request.paths"?',
  ],
  ["a number", jsonFrame({ paths: [[7]] }), "TypeError", "7"],
  ["too many", jsonFrame({ paths: Array(6).fill(["A"]) }), "RangeError", "expected at most 5 paths, got 6"],
])("a request of %s is answered by an error, and the next is read", async (_, request, name, message) => {
  const { values, ended } = await served([request, jsonFrame({ paths: [["START"]] })], { maxPaths: 5 });
  expect(values[1]).toEqual({ error: { name, message: expect.stringContaining(message) } });
  expect(values[2]).toStrictEqual({ answers: await model.assign([["START"]]) });
  expect(ended).toEqual({ status: "fulfilled", value: { requests: 1, paths: 1, refused: 1 } });
});

test("after a frame whose end is not known nothing is read", async () => {
  const long = jsonFrame({ paths: [["A".repeat(200)]] });
  const { values, ended } = await served([long, jsonFrame({ paths: [] })], { maxFrameBytes: 100 });
  const message = `a frame expected a body of at most 100 bytes, got ${long.length - 4}`;
  expect(values.slice(1)).toEqual([{ error: { name: "RangeError", message } }]);
  expect(ended).toEqual({ status: "rejected", reason: new RangeError(message) });
});

test("each frame waits until the one before is taken", async () => {
  const log: string[] = [];
  const input = (async function* () {
    for (const i of [0, 1]) {
      log.push(`read ${i}`);
      yield jsonFrame({ paths: [] });
    }
  })();
  const write = async () => {
    log.push("write");
    await Promise.resolve();
    log.push("taken");
  };
  await serveFrames(model, { input, write });
  expect(log.join(", ")).toBe("write, taken, read 0, write, taken, read 1, write, taken");
});

test("an abort ends the wait for a request", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const input: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        queueMicrotask(() => controller.abort(reason));
        return new Promise(() => {}); // a request that never comes
      },
    }),
  };
  const { values, ended } = await served(input, { signal: controller.signal });
  expect(ended).toEqual({ status: "rejected", reason });
  expect(values).toHaveLength(1);
});

test("wrong arguments are refused", async () => {
  const input = streamed<Uint8Array>([]);
  const write = () => {};
  const call = (...args: unknown[]) => serveFrames(...(args as Parameters<typeof serveFrames>));
  await expect(call({}, { input, write })).rejects.toThrow('"model" expected a model of fitSegments or loadSegments');
  await expect(call(model, { write })).rejects.toThrow('"streams.input" expected an iterable of bytes, got undefined');
  await expect(call(model, { input })).rejects.toThrow('"streams.write" expected a function, got undefined');
  await expect(call(model, { input: ["x"], write })).rejects.toThrow(
    '"streams.input" expected bytes in each chunk, got "x"',
  );
  await expect(call(model, { input, write }, { maxFrameBytes: 0 })).rejects.toThrow(
    '"maxFrameBytes" expected an integer >= 1 and <= 1073741824, got 0',
  );
});
