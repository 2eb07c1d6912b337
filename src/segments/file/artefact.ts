import { type Matrix, ModelFormatError } from "../../core";
import { describeValue } from "../../core/internal";
import { notText } from "../../events/internal";
import { decompressed } from "./compression";
import { damagedHeader, readHeader, type TensorEntry } from "./header";

/**
 * The file format of saved models: plain data, no code. docs/format.md describes it for other languages.
 *
 *     8 bytes   "seqment" and the format's version
 *     8 bytes   length of the header, little-endian
 *     header    JSON: a tree in which `{"$tensor": i}` stands for tensor i, and the list of tensors
 *     tensors   one after the other, each starting at a multiple of 8 bytes
 *     32 bytes  SHA-256 of all that stands before
 */
const MAGIC = new TextEncoder().encode("seqment");
const VERSION = 1;
const PREFIX_BYTES = 16;
const DIGEST_BYTES = 32;
const LONGEST_HEADER = 2 ** 28;

const TENSOR_TYPES = { Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array };
type TensorType = keyof typeof TENSOR_TYPES;
type Tensor = Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** A tree of JSON values and typed arrays. */
export type Tree =
  | Tensor
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Tree[]
  | { readonly [key: string]: Tree };

/** A matrix as a tree: its numbers and its size, whatever else it carries. */
export function matrixTree({ data, rows, cols }: Matrix): Tree {
  return { data, rows, cols };
}

/**
 * Writes a tree to bytes; the same tree gives the same bytes.
 *
 * @throws TypeError when a value is neither JSON nor a typed array, RangeError when a number is not finite.
 */
export async function encodeArtefact(tree: Tree): Promise<Uint8Array> {
  const entries: TensorEntry[] = [];
  const tensors: Tensor[] = [];
  let end = 0;
  const root = lift(tree, "model", (tensor) => {
    entries.push({ type: tensorType(tensor), length: tensor.length, offset: end });
    tensors.push(tensor);
    end = align(end + tensor.byteLength);
    return entries.length - 1;
  });
  const header = new TextEncoder().encode(JSON.stringify({ tensors: entries, root }));
  const start = align(PREFIX_BYTES + header.length);
  const bytes = new Uint8Array(start + end + DIGEST_BYTES);
  bytes.set(MAGIC);
  bytes[MAGIC.length] = VERSION;
  new DataView(bytes.buffer).setBigUint64(8, BigInt(header.length), true);
  bytes.set(header, PREFIX_BYTES);
  tensors.forEach((tensor, i) => {
    bytes.set(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength), start + entries[i]!.offset);
  });
  bytes.set(await digest(bytes.subarray(0, -DIGEST_BYTES)), bytes.length - DIGEST_BYTES);
  return bytes;
}

/**
 * Reads a tree back; also of bytes that are compressed by gzip.
 *
 * @throws ModelFormatError when the bytes are not a whole, unchanged artefact of a version known here.
 */
export async function decodeArtefact(given: Uint8Array): Promise<Tree> {
  const bytes = await decompressed(given);
  if (bytes.length < PREFIX_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new ModelFormatError(`not a seqment model: expected it to begin with "seqment", got ${opening(bytes)}`);
  }
  if (bytes[MAGIC.length] !== VERSION) {
    throw new ModelFormatError(
      `the model has format version ${bytes[MAGIC.length]}; this seqment reads version ${VERSION}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(8, true));
  const start = align(PREFIX_BYTES + headerLength);
  if (headerLength > LONGEST_HEADER || start + DIGEST_BYTES > bytes.length) throw truncated(bytes.length);
  const expected = await digest(bytes.subarray(0, -DIGEST_BYTES));
  if (expected.some((byte, i) => bytes[bytes.length - DIGEST_BYTES + i] !== byte)) {
    throw new ModelFormatError("the model file is corrupt or truncated: its SHA-256 does not match its content");
  }
  const { entries, root } = readHeader(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerLength));
  const tensors = readTensors(entries, bytes.subarray(start, -DIGEST_BYTES));
  return lower(root, tensors);
}

/** The tensors, each a copy that is aligned for its type; they fill the bytes one after the other. */
function readTensors(entries: readonly TensorEntry[], bytes: Uint8Array): Tensor[] {
  let end = 0;
  const tensors = entries.map(({ type, length, offset }, i) => {
    if (!Object.hasOwn(TENSOR_TYPES, type)) {
      throw damagedHeader(`tensors[${i}].type`, Object.keys(TENSOR_TYPES).join(" or "), type);
    }
    const Type = TENSOR_TYPES[type as TensorType];
    if (!Number.isSafeInteger(length) || length < 0) throw damagedHeader(`tensors[${i}].length`, "a length", length);
    if (offset !== end) throw damagedHeader(`tensors[${i}].offset`, String(end), offset);
    const to = offset + length * Type.BYTES_PER_ELEMENT;
    if (to > bytes.length) throw truncated(bytes.length);
    end = align(to);
    const tensor = new Type(new Uint8Array(bytes.subarray(offset, to)).buffer); // not slice, which copies no Buffer
    checkFinite(tensor, i);
    return tensor;
  });
  if (end !== bytes.length) throw damagedHeader("tensors", `${bytes.length} bytes`, end);
  return tensors;
}

/** The tree as JSON values, typed arrays handed to `store` and replaced by their number. */
function lift(value: Tree, path: string, store: (tensor: Tensor) => number): unknown {
  if (value === null || value === undefined || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return finite(value, path);
  if (Array.isArray(value)) return value.map((item, i) => lift(item ?? null, `${path}[${i}]`, store));
  if (ArrayBuffer.isView(value)) {
    (value as Float32Array).forEach((item, i) => void finite(item, `${path}[${i}]`));
    return { $tensor: store(value as Tensor) };
  }
  if (typeof value !== "object") throw new TypeError(`"${path}" cannot be saved, got ${describeValue(value)}`);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, lift(item, `${path}.${key}`, store)]));
}

function checkFinite(tensor: Tensor, i: number): void {
  if (!(tensor instanceof Float32Array || tensor instanceof Float64Array)) return;
  for (const number of tensor) {
    if (!Number.isFinite(number)) throw damagedHeader(`tensors[${i}]`, "finite numbers", number);
  }
}

/** Depth to which a header may be nested; models need 12. */
const DEEPEST = 64;

/** The JSON values with typed arrays in their places, each in one place. */
function lower(root: unknown, tensors: readonly Tensor[]): Tree {
  const unused = new Set(tensors.keys());
  const lowered = (value: unknown, depth: number): Tree => {
    if (typeof value === "number" && !Number.isFinite(value)) throw damagedHeader("root", "finite numbers", value);
    if (typeof value !== "object" || value === null) return value as Tree;
    if (depth > DEEPEST) throw damagedHeader("root", `at most ${DEEPEST} levels`, "more");
    if (Array.isArray(value)) return value.map((item) => lowered(item, depth + 1));
    if (!("$tensor" in value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, lowered(item, depth + 1)]));
    }
    const number = value.$tensor as number;
    if (!unused.delete(number)) throw damagedHeader("$tensor", "each tensor once", number);
    return tensors[number];
  };
  const tree = lowered(root, 0);
  if (unused.size > 0) throw damagedHeader("tensors", "each tensor to be used", `${unused.size} that are not`);
  return tree;
}

function finite(value: number, path: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`"${path}" cannot be saved, got ${value}`);
  return value;
}

function tensorType(tensor: Tensor): TensorType {
  const name = tensor.constructor.name as TensorType;
  if (!Object.hasOwn(TENSOR_TYPES, name)) throw new TypeError(`a ${name} cannot be saved`);
  return name;
}

/**
 * SHA-256 of a model's content, in hexadecimal digits: what its file ends with.
 *
 * @param bytes of {@link encodeArtefact}.
 */
export function contentHash(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(-DIGEST_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function digest(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
}

function opening(bytes: Uint8Array): string {
  const kind = notText(bytes);
  if (kind) return kind.is;
  return bytes.length === 0 ? "an empty file" : JSON.stringify(new TextDecoder().decode(bytes.subarray(0, 7)));
}

function truncated(length: number): ModelFormatError {
  return new ModelFormatError(
    `the model file is truncated: it ends after ${length} bytes, before its own content does`,
  );
}

function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
