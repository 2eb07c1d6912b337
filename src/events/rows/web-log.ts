import type { EventReader } from "../intake/event-intake";
import { LineSplitter } from "../text/line-splitter";
import type { RowSink } from "./row-sink";

/** A line of the common or combined log format: host, identity, user, [time], "request", status, bytes, "referrer", "agent". */
const LINE =
  /^(?:(\S+) )?(\S+) (\S+) (.+?) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?/;
const REQUEST = /^(\S+) (\S+)(?: (\S+))?$/;

/**
 * Reads rows from the log of a web server, in the common or combined format. Columns: `host`, `identity`, `user`, `time`,
 * `request`, `method`, `path` (without the query), `query`, `protocol`, `status`, `bytes`, `referrer`, `agent`, `visitor` (host and
 * agent), `site` (where lines begin with it). What is `-` in the log is not there.
 */
export class WebLog implements EventReader<Uint8Array> {
  readonly hasHeader = false;
  readonly #splitter: LineSplitter;

  /** @param firstLine the number of the first line. */
  constructor(rows: RowSink, firstLine: number) {
    const onLine = (bytes: Uint8Array, start: number, end: number, line: number) => {
      const text = decoder.decode(bytes.subarray(start, end));
      if (text === "") return;
      const row = webLogRow(text);
      if (row === undefined) rows.refuseAt("a line of another form", line + firstLine - 1);
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

const decoder = new TextDecoder();

/** Whether a line is one of a web server's log. */
export function isWebLogLine(line: string): boolean {
  return LINE.test(line) && /\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d/.test(line);
}

/** The columns of a line; undefined when it is of another form. */
function webLogRow(line: string): Record<string, string | null> | undefined {
  const found = LINE.exec(line);
  if (found === null) return undefined;
  const [site, host, identity, user, time, request, status, bytes, referrer, agent] = found.slice(1).map(orNull);
  const [, method, target, protocol] = REQUEST.exec(request ?? "") ?? [];
  const [path, query] = splitTarget(target);
  const visitor = [host, agent].filter((each) => each !== null).join(" ");
  return {
    ...{ site: site!, host: host!, identity: identity!, user: user!, visitor, time: time! },
    ...{ request: request!, method: method ?? null, path, query, protocol: protocol ?? null },
    ...{ status: status!, bytes: bytes!, referrer: referrer!, agent: agent! },
  };
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === "-" || text === "" ? null : text;
}

function splitTarget(target: string | undefined): [path: string | null, query: string | null] {
  if (target === undefined) return [null, null];
  const mark = target.indexOf("?");
  return mark < 0 ? [target, null] : [target.slice(0, mark), target.slice(mark + 1)];
}
