import { abortable, verbatim, wrongType, wrongValue } from "../../core/internal";
import type { RandomAccess } from "../rows/parquet-events";
import { gunzip, openFile, randomAccess, unzstd } from "./node-files";
import { isParquet, isXml, kindOf, notText, utf16 } from "./not-text";
import { decoded, type TextEncoding } from "./text-encoding";

/**
 * Where data is read from: the path of a file (or its `file:` URL), a Node or web stream, the bytes themselves, or an
 * iterable of bytes, of text, or of row objects. Bytes may be compressed with gzip, or with zstd where Node has it (from 22.15).
 */
export type Source =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | ReadableStream<Uint8Array>
  | Iterable<unknown>
  | AsyncIterable<unknown>;

/** Bytes of UTF-8 text without a byte order mark. */
export interface OpenBytes {
  readonly kind: "bytes";
  /** What messages call the source. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The share of a file that has been read; 0 where the size is not known. */
  fraction(): number;
  /** What was done with the bytes, in words; whole when they have been read. */
  readonly notes: readonly string[];
}

/** A source opened: text as bytes, row objects, or a file that is read in any order. */
export type OpenSource =
  | OpenBytes
  | { readonly kind: "rows"; readonly rows: Iterable<unknown> | AsyncIterable<unknown> }
  | { readonly kind: "parquet"; readonly name: string; readonly file: RandomAccess };

/** How a source is to be opened. */
export interface OpenSettings {
  readonly signal?: AbortSignal | undefined;
  /** The encoding of text. @default recognized in the first bytes */
  readonly encoding?: TextEncoding | undefined;
  /** Whether XES and Parquet, which are logs and no lines of text, are opened as such; else they are refused. @default false */
  readonly logs?: boolean;
  /** Whether lines are judged one by one: a NUL in the first ones does not make all of it binary data. @default false */
  readonly byLine?: boolean;
}

/**
 * Opens a source and looks at its beginning.
 *
 * @throws TypeError when the value is of another kind; RangeError for a folder, and when the beginning shows that it is not text.
 */
export async function openSource(source: Source, settings: OpenSettings & { readonly logs: true }): Promise<OpenSource>;
export async function openSource(
  source: Source,
  settings?: OpenSettings,
): Promise<Exclude<OpenSource, { readonly kind: "parquet" }>>;
export async function openSource(source: Source, settings: OpenSettings = {}): Promise<OpenSource> {
  const { signal } = settings;
  if (typeof source === "string" && /[\r\n]/.test(source)) {
    throw wrongValue("source", "the path of a file", verbatim("text; give text as an array of one string"));
  }
  if (typeof source === "string" || source instanceof URL) {
    const { chunks, size } = await openFile(source, signal);
    return plainBytes(chunks, { ...settings, name: String(source), path: source, size });
  }
  const items = toIterable(source);
  if (Symbol.asyncIterator in items) {
    const iterator = abortable(items, signal);
    const first = await iterator.next();
    const all = resumed(first, iterator);
    const isBytes = !first.done && isData(first.value);
    return isBytes ? plainBytes(encoded(all), { ...settings, name: '"source"' }) : { kind: "rows", rows: all };
  }
  if (Array.isArray(items) && !isData(items[0])) return { kind: "rows", rows: items };
  const iterator = items[Symbol.iterator]();
  const first = iterator.next();
  const all = resumedAtOnce(first, iterator);
  const isBytes = !first.done && isData(first.value);
  return isBytes ? plainBytes(encoded(all), { ...settings, name: '"source"' }) : { kind: "rows", rows: all };
}

function toIterable(source: Exclude<Source, string | URL>): Iterable<unknown> | AsyncIterable<unknown> {
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) return [source];
  if (typeof source === "object" && source !== null) {
    if (Symbol.asyncIterator in source || Symbol.iterator in source) return source as Iterable<unknown>;
    if (typeof (source as ReadableStream).getReader === "function") return streamed(source as ReadableStream);
  }
  throw wrongType("source", "a path, a stream or an iterable", source);
}

function isData(value: unknown): boolean {
  return typeof value === "string" || value instanceof Uint8Array || value instanceof ArrayBuffer;
}

/** For browsers whose streams are not iterable. */
async function* streamed<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

async function* resumed<T>(first: IteratorResult<T>, iterator: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let item = first; !item.done; item = await iterator.next()) yield item.value;
  } finally {
    await iterator.return?.();
  }
}

function* resumedAtOnce<T>(first: IteratorResult<T>, iterator: Iterator<T>): Generator<T> {
  try {
    for (let item = first; !item.done; item = iterator.next()) yield item.value;
  } finally {
    iterator.return?.();
  }
}

async function* encoded(items: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let held = ""; // half of a surrogate pair
  for await (const item of Symbol.iterator in items ? joined(items) : items) {
    if (typeof item === "string") {
      const text = held + item;
      held = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
      yield encoder.encode(held ? text.slice(0, -1) : text);
    } else if (item instanceof ArrayBuffer) yield new Uint8Array(item);
    else if (item instanceof Uint8Array) yield item;
    else throw wrongType("source", "bytes or text", item);
  }
  if (held) yield encoder.encode(held);
}

const JOINED_CHARACTERS = 1 << 16;

/** The same items, with strings that follow each other made one: a string for each line is slow otherwise. */
function* joined(items: Iterable<unknown>): Generator<unknown> {
  let text = "";
  for (const item of items) {
    if (typeof item === "string") text += item;
    if (text !== "" && (typeof item !== "string" || text.length >= JOINED_CHARACTERS)) {
      yield text;
      text = "";
    }
    if (typeof item !== "string") yield item;
  }
  if (text !== "") yield text;
}

interface Named extends OpenSettings {
  readonly name: string;
  readonly path?: string | URL;
  readonly size?: number;
}

/** Bytes as text is read from them: decompressed, in UTF-8, without a byte order mark, in chunks of bounded size. */
async function plainBytes(chunks: AsyncIterable<Uint8Array>, named: Named): Promise<OpenSource> {
  const { name, path, size, logs } = named;
  let read = 0;
  const counted = async function* () {
    for await (const chunk of chunks) {
      read += chunk.length;
      yield chunk;
    }
  };
  const notes: string[] = [];
  const head = withHead(counted());
  const first = await head.next();
  const all = resumed(first, head);
  if (logs && !first.done && isParquet(first.value)) {
    if (path === undefined) return { kind: "parquet", name, file: inMemory(await wholeOf(all)) };
    await all.return(undefined);
    return { kind: "parquet", name, file: await randomAccess(path) };
  }
  return {
    kind: "bytes",
    name,
    notes,
    chunks: inSlices(asText(unzipped(all, first.done ? undefined : first.value), named, notes)),
    fraction: () => (size ? Math.min(1, read / size) : 0),
  };
}

function inMemory(bytes: Uint8Array): RandomAccess {
  const { buffer, byteOffset, byteLength } = bytes;
  const slice = async (start: number, end = byteLength) =>
    buffer.slice(byteOffset + start, byteOffset + end) as ArrayBuffer;
  return { byteLength, slice };
}

async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function unzipped(chunks: AsyncGenerator<Uint8Array>, head: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  if (head?.[0] === 0x1f && head[1] === 0x8b) return gunzip(chunks);
  const isZstd = head?.[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
  return (isZstd ? unzstd(chunks) : undefined) ?? chunks;
}

/** @throws RangeError when the beginning shows that this is no text. */
async function* asText(
  chunks: AsyncGenerator<Uint8Array>,
  { name, encoding, logs, byLine }: Named,
  notes: string[],
): AsyncGenerator<Uint8Array> {
  const whole = withHead(chunks);
  const first = await whole.next();
  if (first.done) return;
  const kind = (byLine ? kindOf : notText)(first.value);
  if (kind && !(logs && isXml(first.value))) throw new RangeError(`${name} is ${kind.is}: ${kind.advice}`);
  if (encoding === "utf-8" && utf16(first.value)) throw new RangeError(`${name} is UTF-16 text: save it as UTF-8`);
  yield* decoded(first.value, resumed(first, whole), encoding, notes);
}

/** Bytes by which kinds of files are recognized. */
const HEAD_BYTES = 512;
const LF = 10;

/** The same bytes, the first chunk with this many of them, or with a line, after which a live source may fall silent. */
async function* withHead(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (head === undefined) yield chunk;
    else {
      const whole: Uint8Array = new Uint8Array(head.length + chunk.length);
      whole.set(head);
      whole.set(chunk, head.length);
      head = whole.length < HEAD_BYTES && !whole.includes(LF) ? whole : undefined;
      if (head === undefined) yield whole;
    }
  }
  if (head && head.length > 0) yield head;
}

const SLICE_BYTES = 1 << 18;

async function* inSlices(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) yield chunk.subarray(at, at + SLICE_BYTES);
  }
}
