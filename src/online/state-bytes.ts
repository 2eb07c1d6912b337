import { ModelFormatError } from "../core";
import { ByteReader, ByteWriter } from "./bytes";
import { StoredEvent } from "./stored-event";
import { TextsByBytes } from "./texts-by-bytes";
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

/** What is being written; one state at a time. */
const OUT = new ByteWriter();

/** States as bytes: the same states give the same bytes, whichever of the models answers. */
export function encodeStates(states: StatesByModel): Uint8Array {
  OUT.restart();
  OUT.byte(FORMAT);
  OUT.byte(states.size);
  for (const model of [...states.keys()].sort()) {
    for (let at = 0; at < model.length; at += 2) OUT.byte((digit(model, at) << 4) | digit(model, at + 1));
    writeState(OUT, states.get(model)!);
  }
  return OUT.finish();
}

/** A hexadecimal digit. */
function digit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 0x3a ? unit - 0x30 : unit - 0x57;
}

/** @throws ModelFormatError where the bytes are no states, or incomplete. */
export function decodeStates(bytes: Uint8Array): StatesByModel {
  const input = new ByteReader(bytes, "the state of a user");
  if (input.byte() !== FORMAT) throw new ModelFormatError("the state of a user is of another format, or damaged");
  const states = new Map<string, UserState>();
  const models = input.byte();
  if (models === 0) throw new ModelFormatError("the state of a user is incomplete or damaged");
  while (states.size < models) {
    const model = readHash(input);
    if (states.has(model)) throw new ModelFormatError("the state of a user is incomplete or damaged");
    states.set(model, readState(input));
  }
  input.end();
  return states;
}

const HASHES = new TextsByBytes();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function readHash(input: ByteReader): string {
  const bytes = input.bytes(HASH_BYTES);
  const known = HASHES.find(bytes, 0, HASH_BYTES);
  return known ?? HASHES.keep(bytes, 0, HASH_BYTES, Array.from(bytes, (byte) => HEX[byte]).join(""));
}

function writeState(out: ByteWriter, { fitted, folded, tail, partial }: UserState): void {
  out.byte((fitted ? FITTED : 0) | (folded ? FOLDED : 0) | (folded?.place ? PLACE : 0) | (partial ? PARTIAL : 0));
  if (fitted) {
    out.integer(fitted.segment);
    out.number(fitted.probability);
  }
  if (folded) writeFolded(out, folded);
  out.integer(tail.length);
  writeEvents(out, tail);
}

function readState(input: ByteReader): UserState {
  const flags = input.byte();
  const fitted = flags & FITTED ? { segment: input.integer(), probability: input.number() } : undefined;
  const folded = flags & FOLDED ? readFolded(input, (flags & PLACE) !== 0) : undefined;
  const count = input.count(MOST_EVENTS);
  const tail = new Array<KeptEvent>(count);
  for (let i = 0; i < count; i++) tail[i] = readEvent(input);
  return { fitted, folded, tail, partial: (flags & PARTIAL) !== 0 };
}

/** Events of a tail, at most: what `maxEvents` allows. */
const MOST_EVENTS = 100_000;

function writeFolded(out: ByteWriter, { events, first, value, last, place, unknown, sessions }: Folded): void {
  for (const figure of [events, first, value, unknown, sessions]) out.number(figure);
  writeEvents(out, [last]);
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

/** Those that were read one after the other are written as one run of bytes. */
function writeEvents(out: ByteWriter, events: readonly KeptEvent[]): void {
  for (let i = 0; i < events.length; ) {
    const event = events[i++]!;
    if (event instanceof StoredEvent) {
      let { end } = event;
      for (; i < events.length; i++) {
        const next = events[i]!;
        if (!(next instanceof StoredEvent) || next.source !== event.source || next.start !== end) break;
        end = next.end;
      }
      out.bytes(event.source.subarray(event.start, end));
    } else {
      out.number(event.time);
      out.number(event.sequence);
      out.number(event.value);
      out.text(event.action);
      out.text(event.id);
    }
  }
}

function readEvent(input: ByteReader): StoredEvent {
  const { source, at: start } = input;
  const [time, sequence, value] = [input.number(), input.number(), input.number()];
  const action = input.name();
  const idStart = input.at + 4;
  const isPlain = input.passText();
  return new StoredEvent({ time, sequence, value, action }, { source, start, idStart, end: input.at, isPlain });
}
