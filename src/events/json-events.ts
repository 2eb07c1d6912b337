import type { EventIntake, EventReader } from "./event-intake";
import { LineSplitter } from "./line-splitter";
import { ObjectEvents } from "./object-events";

/** Reads events from NDJSON bytes: one object a line; empty lines are no rows. */
export class JsonEvents implements EventReader<Uint8Array> {
  readonly #rows: ObjectEvents;
  readonly #splitter: LineSplitter;

  constructor(intake: EventIntake) {
    this.#rows = new ObjectEvents(intake);
    this.#splitter = new LineSplitter((bytes, start, end, line) => {
      if (start === end) return;
      let row: unknown;
      try {
        row = JSON.parse(decoder.decode(bytes.subarray(start, end)));
      } catch {
        intake.refusals.refuse("text that is not JSON", line);
        return;
      }
      this.#rows.pushAt(row, line);
    });
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
