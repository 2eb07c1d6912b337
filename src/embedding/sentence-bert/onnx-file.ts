import { ModelFormatError } from "../../core";

/** What an ONNX file tells of its graph. */
export interface OnnxGraph {
  /** Names of what has to be fed in. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Kinds of its operators. */
  readonly operators: ReadonlySet<string>;
}

/** Field numbers of ONNX's protocol buffers (onnx.proto, IR version 3 and later). */
const MODEL = { graph: 7 };
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 };
const NODE = { operator: 4 };
const TENSOR = { name: 8 };
const VALUE = { name: 1 };

/** The first bytes of the small text that Git LFS puts in a file's place. */
const LFS_POINTER = "version https://git-lfs";

/**
 * Reads the outline of an ONNX file, without its weights.
 *
 * @param path for messages.
 * @throws ModelFormatError when it is a Git-LFS pointer, cut short, or no ONNX at all.
 */
export function readOnnxGraph(bytes: Uint8Array, path: string): OnnxGraph {
  refuseLfsPointer(bytes, path);
  let graph: Field | undefined;
  for (const field of fieldsOf(bytes, 0, bytes.length, path)) if (field.number === MODEL.graph) graph = field;
  if (graph === undefined || graph.end <= graph.start) {
    throw new ModelFormatError(`${path} is corrupt: it holds no ONNX graph`);
  }
  const inputs: string[] = [];
  const outputs: string[] = [];
  const weights = new Set<string>();
  const operators = new Set<string>();
  for (const { number, start, end } of fieldsOf(bytes, graph.start, graph.end, path)) {
    if (number === GRAPH.node) operators.add(textIn(bytes, start, end, NODE.operator, path));
    else if (number === GRAPH.initializer) weights.add(textIn(bytes, start, end, TENSOR.name, path));
    else if (number === GRAPH.input) inputs.push(textIn(bytes, start, end, VALUE.name, path));
    else if (number === GRAPH.output) outputs.push(textIn(bytes, start, end, VALUE.name, path));
  }
  return { inputs: inputs.filter((name) => !weights.has(name)), outputs, operators };
}

/** @throws ModelFormatError when a file is what Git LFS leaves where the real one has not been fetched. */
export function refuseLfsPointer(bytes: Uint8Array, path: string): void {
  if (new TextDecoder().decode(bytes.subarray(0, LFS_POINTER.length)) !== LFS_POINTER) return;
  throw new ModelFormatError(`${path} is a Git-LFS pointer, not the file itself. Run: git lfs pull`);
}

/** A field of a message; `start..end` is its content where it has a length, and empty otherwise. */
interface Field {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;
const FIXED_32 = 5;

function* fieldsOf(bytes: Uint8Array, from: number, to: number, path: string): Generator<Field> {
  let at = from;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < to; scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw cutShort(bytes, path);
  };
  while (at < to) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const kind = tag % 8;
    let start = at;
    if (kind === VARINT) varint();
    else if (kind === FIXED_64) at += 8;
    else if (kind === FIXED_32) at += 4;
    else if (kind === LENGTH) {
      const length = varint();
      start = at;
      at += length;
    }
    if (![VARINT, FIXED_64, LENGTH, FIXED_32].includes(kind) || number === 0) {
      throw new ModelFormatError(`${path} is corrupt: it is no ONNX file`);
    }
    if (at > to) throw to === bytes.length ? cutShort(bytes, path) : new ModelFormatError(`${path} is corrupt`);
    yield { number, start, end: kind === LENGTH ? at : start };
  }
}

function textIn(bytes: Uint8Array, from: number, to: number, wanted: number, path: string): string {
  for (const { number, start, end } of fieldsOf(bytes, from, to, path)) {
    if (number === wanted) return new TextDecoder().decode(bytes.subarray(start, end));
  }
  return "";
}

function cutShort(bytes: Uint8Array, path: string): ModelFormatError {
  return new ModelFormatError(
    bytes.length === 0
      ? `${path} is empty`
      : `${path} is truncated or corrupt: it ends after ${bytes.length} bytes, before its own content does`,
  );
}
