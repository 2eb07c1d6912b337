import { ModelFormatError } from "../../core";
import { describeValue } from "../../core/internal";

/** What the header of a model file says of one tensor. */
export interface TensorEntry {
  readonly type: string;
  readonly length: number;
  /** From the first byte after the header. */
  readonly offset: number;
}

/** A header: a tree in which `{"$tensor": i}` stands for tensor i, and the list of tensors. */
export interface Header {
  readonly entries: readonly TensorEntry[];
  readonly root: unknown;
}

/** Tensors that a model may have; those that are fitted have dozens. */
const MOST_TENSORS = 100_000;

/** The error of a header that is not what it should be. */
export function damagedHeader(part: string, expected: string, got: unknown): ModelFormatError {
  const shown = typeof got === "string" ? got.slice(0, 60) : describeValue(got);
  return new ModelFormatError(`the header of the model file is damaged: "${part}" expected ${expected}, got ${shown}`);
}

/** @throws ModelFormatError when the bytes are not UTF-8 JSON of a header, or a key stands twice in an object. */
export function readHeader(bytes: Uint8Array): Header {
  const text = decoded(bytes);
  const header = parsed(text);
  if (typeof header !== "object" || header === null) throw damagedHeader("header", "an object", header);
  const { tensors, root } = header as { tensors?: unknown; root?: unknown };
  if (!Array.isArray(tensors)) throw damagedHeader("tensors", "a list", tensors);
  if (tensors.length > MOST_TENSORS) throw damagedHeader("tensors", `at most ${MOST_TENSORS}`, tensors.length);
  for (const [i, entry] of tensors.entries()) {
    if (typeof entry !== "object" || entry === null) throw damagedHeader(`tensors[${i}]`, "an object", entry);
  }
  if (keysNamed(text) !== keysHeld(header)) throw damagedHeader("header", "each key once", "a key twice");
  return { entries: tensors as TensorEntry[], root };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw damagedHeader("header", "UTF-8", "other bytes");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damagedHeader("header", "JSON", text);
  }
}

/** How many keys a JSON text names: texts that a colon follows. */
function keysNamed(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) keys += 1;
  return keys;
}

/** How many keys there are in what was parsed, without recursion: a hostile header may be nested deeply. */
function keysHeld(value: object): number {
  const left: object[] = [value];
  let keys = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const values = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) keys += values.length;
    for (const item of values) if (typeof item === "object" && item !== null) left.push(item);
  }
  return keys;
}
