import type { KeptEvent } from "./user-event";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Where an event stands in the bytes of a state. */
export interface EventBytes {
  /** The whole state; nobody writes to it. */
  readonly source: Uint8Array;
  readonly start: number;
  /** Where its id begins, which is its last field. */
  readonly idStart: number;
  readonly end: number;
  /** Whether the id is ASCII, and so has a byte for each character. */
  readonly isPlain: boolean;
}

/** An event as it was read from a state: it is written again as bytes, and its id is decoded only where it is asked for. */
export class StoredEvent implements KeptEvent, EventBytes {
  readonly time: number;
  readonly sequence: number;
  readonly value: number;
  readonly action: string;
  readonly source: Uint8Array;
  readonly start: number;
  readonly idStart: number;
  readonly end: number;
  readonly isPlain: boolean;

  constructor({ time, sequence, value, action }: Omit<KeptEvent, "id">, place: EventBytes) {
    this.time = time;
    this.sequence = sequence;
    this.value = value;
    this.action = action;
    this.source = place.source;
    this.start = place.start;
    this.idStart = place.idStart;
    this.end = place.end;
    this.isPlain = place.isPlain;
  }

  get id(): string {
    return decoder.decode(this.source.subarray(this.idStart, this.end));
  }

  /** Whether this is its id. */
  bears(id: string): boolean {
    if (!this.isPlain) return this.id === id;
    const { source, idStart } = this;
    if (id.length !== this.end - idStart) return false;
    for (let i = id.length - 1; i >= 0; i--) if (id.charCodeAt(i) !== source[idStart + i]) return false; // last differs first
    return true;
  }
}
