import type { EventReader } from "../intake/event-intake";
import { LineSplitter } from "../text/line-splitter";
import { jsonOf } from "./exact-json";
import type { RowSink } from "./row-sink";

/** Reads rows from NDJSON bytes: one object a line; empty lines are skipped. */
export class JsonLines implements EventReader<Uint8Array> {
  readonly hasHeader = false;
  readonly #splitter: LineSplitter;

  /** @param firstLine the number of the first line. */
  constructor(rows: RowSink, firstLine: number) {
    const onLine = (bytes: Uint8Array, start: number, end: number, line: number) => {
      if (start === end) return;
      const row = jsonOf(bytes.subarray(start, end));
      if (row === undefined) rows.refuseAt("text that is not JSON", line + firstLine - 1);
      else rows.pushAt(row, line + firstLine - 1);
    };
    const onTooLong = (line: number) => rows.refuseAt("a line too long to be a row", line + firstLine - 1);
    this.#splitter = new LineSplitter(onLine, onTooLong);
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
  }
}
