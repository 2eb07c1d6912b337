import { ModelFormatError } from "../core";
import { ByteReader, ByteWriter } from "./bytes";
import type { KeptEvent } from "./user-event";
import type { Folded, UserState } from "./user-state";

const FORMAT = 1;
const HASH_BYTES = 32;
/** Flags. */
const FITTED = 1;
const FOLDED = 2;
const PLACE = 4;
const PARTIAL = 8;

/** A user's state for each model that reads it, by the model's SHA-256 in hexadecimal digits. */
export type StatesByModel = ReadonlyMap<string, UserState>;

/** States as bytes: the same states give the same bytes, whichever of the models answers. */
export function encodeStates(states: StatesByModel): Uint8Array {
  const out = new ByteWriter();
  out.byte(FORMAT);
  out.byte(states.size);
  for (const model of [...states.keys()].sort()) {
    for (let at = 0; at < model.length; at += 2) out.byte(Number.parseInt(model.slice(at, at + 2), 16));
    writeState(out, states.get(model)!);
  }
  return out.finish();
}

/** @throws ModelFormatError where the bytes are no states, or incomplete. */
export function decodeStates(bytes: Uint8Array): StatesByModel {
  const input = new ByteReader(bytes, "the state of a user");
  if (input.byte() !== FORMAT) throw new ModelFormatError("the state of a user is of another format, or damaged");
  const states = new Map<string, UserState>();
  const models = input.byte();
  if (models === 0) throw new ModelFormatError("the state of a user is incomplete or damaged");
  while (states.size < models) {
    const model = hexOf(input.bytes(HASH_BYTES));
    if (states.has(model)) throw new ModelFormatError("the state of a user is incomplete or damaged");
    states.set(model, readState(input));
  }
  input.end();
  return states;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

function writeState(out: ByteWriter, { fitted, folded, tail, partial }: UserState): void {
  out.byte((fitted ? FITTED : 0) | (folded ? FOLDED : 0) | (folded?.place ? PLACE : 0) | (partial ? PARTIAL : 0));
  if (fitted) {
    out.integer(fitted.segment);
    out.number(fitted.probability);
  }
  if (folded) writeFolded(out, folded);
  out.integer(tail.length);
  for (const event of tail) writeEvent(out, event);
}

function readState(input: ByteReader): UserState {
  const flags = input.byte();
  const fitted = flags & FITTED ? { segment: input.integer(), probability: input.number() } : undefined;
  const folded = flags & FOLDED ? readFolded(input, (flags & PLACE) !== 0) : undefined;
  const tail = Array.from({ length: input.count(MOST_EVENTS) }, () => readEvent(input));
  return { fitted, folded, tail, partial: (flags & PARTIAL) !== 0 };
}

/** Events of a tail, at most: what `maxEvents` allows. */
const MOST_EVENTS = 100_000;

function writeFolded(out: ByteWriter, { events, first, value, last, place, unknown, sessions }: Folded): void {
  for (const figure of [events, first, value, unknown, sessions]) out.number(figure);
  writeEvent(out, last);
  if (place === undefined) return;
  out.number(place.common);
  for (const figure of [place.actions, place.node, place.context, place.decision]) out.integer(figure);
  out.integer(place.first.length);
  for (const action of place.first) out.integer(action);
  out.integer(place.logs.length);
  for (const log of place.logs) out.number(log);
}

function readFolded(input: ByteReader, hasPlace: boolean): Folded {
  const [events, first, value, unknown, sessions] = Array.from({ length: 5 }, () => input.number());
  const folded = { events: events!, first: first!, value: value!, unknown: unknown!, sessions: sessions! };
  const last = readEvent(input);
  if (!hasPlace) return { ...folded, last, place: undefined };
  const common = input.number();
  const [actions, node, context, decision] = Array.from({ length: 4 }, () => input.integer());
  const place = {
    common,
    actions: actions!,
    node: node!,
    context: context!,
    decision: decision!,
    first: Uint32Array.from({ length: input.count(MOST_EVENTS) }, () => input.integer()),
    logs: Float64Array.from({ length: input.count(MOST_EVENTS) }, () => input.number()),
  };
  return { ...folded, last, place };
}

function writeEvent(out: ByteWriter, { time, sequence, action, id, value }: KeptEvent): void {
  for (const figure of [time, sequence, value]) out.number(figure);
  out.text(action);
  out.text(id);
}

function readEvent(input: ByteReader): KeptEvent {
  const [time, sequence, value] = Array.from({ length: 3 }, () => input.number());
  return { time: time!, sequence: sequence!, value: value!, action: input.text(), id: input.text() };
}
