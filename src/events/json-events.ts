import type { EventIntake, EventReader } from "./event-intake";
import { LineSplitter } from "./line-splitter";
import { ObjectEvents } from "./object-events";

/** Reads events from NDJSON bytes: one object a line; empty lines are skipped. */
export class JsonEvents implements EventReader<Uint8Array> {
  readonly #rows: ObjectEvents;
  readonly #splitter: LineSplitter;
  readonly hasHeader = false;

  constructor(intake: EventIntake) {
    this.#rows = new ObjectEvents(intake);
    const onLine = (bytes: Uint8Array, start: number, end: number, line: number) => {
      if (start === end) return;
      let row: unknown;
      try {
        row = JSON.parse(withExactIntegers(decoder.decode(bytes.subarray(start, end))));
      } catch {
        this.#rows.refuseAt("text that is not JSON", line);
        return;
      }
      this.#rows.pushAt(row, line);
    };
    this.#splitter = new LineSplitter(onLine, (line) => this.#rows.refuseAt("a line too long to be a row", line));
  }

  get users(): readonly string[] {
    return this.#rows.users;
  }

  get actions(): readonly string[] {
    return this.#rows.actions;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    this.#rows.end();
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** 16 digits and more may be beyond 2^53, where a number loses its last digits. */
const MAY_BE_LONG = /\d{16}/;
const TEXT_OR_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g;

/** JSON whose integers of 16 digits and more are texts: names and nanoseconds keep every digit. */
function withExactIntegers(json: string): string {
  if (!MAY_BE_LONG.test(json)) return json;
  return json.replace(TEXT_OR_INTEGER, (found) => (found.startsWith('"') ? found : `"${found}"`));
}
