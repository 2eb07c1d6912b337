import { PROBLEM_TYPE, problemDetails } from "./problem";

/** What is used of a connection. */
interface Connection {
  readonly writable: boolean;
  end(text: string): unknown;
  destroy(): unknown;
}

const WHY: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "the headers expected at most 16384 bytes"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request did not come in time"],
};

/** Answers what could not be read as a request, and ends its connection. */
export function answerClientError({ code = "" }: { code?: string }, connection: Connection): void {
  if (code === "ECONNRESET" || !connection.writable) {
    connection.destroy();
    return;
  }
  const [status, detail] = WHY[code] ?? [400, "the request expected HTTP/1.1"];
  const problem = problemDetails(status, detail);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${problem.title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${body.length}`,
    "connection: close",
  ];
  connection.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
