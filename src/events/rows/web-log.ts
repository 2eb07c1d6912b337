import type { EventReader } from "../intake/event-intake";
import { LineSplitter } from "../text/line-splitter";
import type { RowSink } from "./row-sink";
import { W3cLog } from "./w3c-log";
import { isWebLogLine, WEB_LOG_FORMS, type WebLogForm } from "./web-log-forms";

/**
 * Reads rows from the log of a web server: the common or combined format, the extended format of W3C (IIS, CloudFront) or those of
 * AWS (load balancers, S3). Columns: `host`, `user`, `time`, `request`, `method`, `path` (without the query), `query`, `status`,
 * `agent`, `visitor` (host and agent), and what else a form has. What is `-` in the log is not there.
 */
export class WebLog implements EventReader<Uint8Array> {
  readonly hasHeader = false;
  readonly #splitter: LineSplitter;
  readonly #w3c = new W3cLog();
  #form: WebLogForm | undefined;

  /** @param firstLine the number of the first line. */
  constructor(rows: RowSink, firstLine: number) {
    const onLine = (bytes: Uint8Array, start: number, end: number, line: number) => {
      const text = decoder.decode(bytes.subarray(start, end));
      if (text === "" || text.startsWith("#")) this.#w3c.directive(text);
      else {
        const row = this.#rowOf(text);
        if (row === undefined) rows.refuseAt("a line of another form", line + firstLine - 1);
        else rows.pushAt(row, line + firstLine - 1);
      }
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

  #rowOf(line: string): object | undefined {
    if (this.#w3c.hasFields) return this.#w3c.row(line);
    this.#form ??= WEB_LOG_FORMS.find((form) => form.row(line) !== undefined);
    return this.#form?.row(line);
  }
}

const decoder = new TextDecoder();

/** Whether text begins as the log of a web server. */
export function isWebLog(text: string): boolean {
  return isWebLogLine(text.split(/\r?\n/, 1)[0]!) || /^(#[^\n]*\n)*#Fields: ?[^\n]*\b(time|cs-uri)/.test(text);
}
