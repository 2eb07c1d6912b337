import { abortable, func, integer, ofType, readOptions, type Schema, wrongType } from "../../core/internal";
import { RUN_OPTIONS } from "../../parallel/internal";
import { SegmentModel } from "../../segments/internal";
import { answerRequest } from "./answer-request";
import { bodiesOf, frameOf } from "./frames";

/** Where frames come from and go to. */
export interface FrameStreams {
  /** Bytes of requests, cut anywhere. */
  readonly input: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Takes the bytes of one whole frame; the next is written once it has taken them. */
  readonly write: (frame: Uint8Array) => void | PromiseLike<void>;
}

/** Options of {@link serveFrames}. */
export interface ServeFramesOptions {
  /** Longest body of a request, in bytes; at most 1 GiB. @default 67108864 */
  maxFrameBytes?: number | undefined;
  /** Most paths of a request. @default 100000 */
  maxPaths?: number | undefined;
  /** Aborting it rejects with its reason and ends the work. */
  signal?: AbortSignal | undefined;
}

const SERVE_FRAMES_OPTIONS = {
  maxFrameBytes: integer({ min: 1, max: 1_073_741_824 }, 67_108_864),
  maxPaths: integer({ min: 1, max: 500_000 }, 100_000),
  signal: RUN_OPTIONS.signal,
} satisfies Schema<ServeFramesOptions>;

/** The version of frames and what is in them. */
const PROTOCOL = 1;

const STREAMS = {
  input: ofType<FrameStreams["input"], undefined>("an iterable of bytes", isIterable, undefined),
  write: func<FrameStreams["write"]>(),
} satisfies Schema<FrameStreams>;

/**
 * Answers requests of another program over a pair of streams, such as standard input and output, until the input ends.
 *
 * A frame is the length of its body (4 bytes, unsigned, little-endian) and the body, JSON in UTF-8. The first frame that is
 * written greets: `{ "protocol": 1, "model": SHA-256, "segments": [{ "id", "name", "size" }] }`. Each request
 * `{ "paths": [["START", "PAY"]], "complete": true }` is answered, in order, by `{ "answers": [...] }`, one answer a path as
 * {@link SegmentModel.assign} gives it, or by `{ "error": { "name", "message" } }`, after which the next request is read.
 * `{ "table": "segments" }` is answered by `{ "columns": [...], "rows": [...] }`, any table of {@link ModelTables}, and `{ "map": {} }`, which may
 * hold {@link SegmentMapSvgOptions}, by `{ "svg": "<svg…" }`.
 *
 * @param model the fitted model.
 * @param streams where frames come from and go to.
 * @param options limits, and abort.
 * @returns how many requests and paths were answered, and how many requests were refused.
 * @throws TypeError or RangeError when an argument is wrong; RangeError when a frame is too long or cut off: the error is
 *   written as a frame first, and nothing is read after it.
 * @example
 * const model = await loadSegments("players.seqment");
 * const request = new TextEncoder().encode('{"paths":[["START","PURCHASE_BOOST"]]}');
 * const length = new Uint8Array(Uint32Array.of(request.length).buffer);
 * const written: Uint8Array[] = [];
 * const input = (async function* () {
 *   yield length;
 *   yield request;
 * })();
 * await serveFrames(model, { input, write: (frame) => void written.push(frame) });
 * written.length; // 2
 */
export async function serveFrames(
  model: SegmentModel,
  streams: FrameStreams,
  options: ServeFramesOptions = {},
): Promise<{ readonly requests: number; readonly paths: number; readonly refused: number }> {
  const { maxFrameBytes, maxPaths, signal } = readOptions(options, SERVE_FRAMES_OPTIONS);
  if (!(model instanceof SegmentModel)) throw wrongType("model", "a model of fitSegments or loadSegments", model);
  const { input, write } = readStreams(streams);
  const { ids } = model.lineage;
  const segments = model.segments.map(({ name, size }, i) => ({ id: ids[i], name, size }));
  await write(jsonFrame({ protocol: PROTOCOL, model: await model.hash(), segments }));
  const done = { requests: 0, paths: 0, refused: 0 };
  try {
    for await (const body of bodiesOf(abortable(chunksOf(input), signal), maxFrameBytes)) {
      signal?.throwIfAborted();
      try {
        const answer = await answerRequest(model, body, { maxPaths, signal });
        await write(jsonFrame(answer));
        done.requests += 1;
        if ("answers" in answer) done.paths += answer.answers.length;
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
        done.refused += 1;
        await write(errorFrame(error));
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    await write(errorFrame(error));
    throw error;
  }
  return done;
}

/** The frame that reports an error. */
export function errorFrame(error: unknown): Uint8Array {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return jsonFrame({ error: { name, message } });
}

function readStreams(streams: FrameStreams) {
  const { input, write } = readOptions(streams, STREAMS, "streams");
  if (input === undefined) throw wrongType("streams.input", STREAMS.input.expected, input);
  if (write === undefined) throw wrongType("streams.write", STREAMS.write.expected, write);
  return { input, write };
}

/** A stream as it is, for it is destroyed when the work is aborted. */
function chunksOf(input: FrameStreams["input"]): AsyncIterable<Uint8Array> {
  if (Symbol.asyncIterator in input) return input;
  return (async function* () {
    yield* input;
  })();
}

function isIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);
}

function jsonFrame(value: object): Uint8Array {
  return frameOf(new TextEncoder().encode(JSON.stringify(value)));
}
