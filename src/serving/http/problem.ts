/** An error as clients get it: problem details (RFC 9457). */
export interface ProblemDetails {
  readonly type: "about:blank";
  /** The status in words. */
  readonly title: string;
  readonly status: number;
  /** What was wrong, and with what. */
  readonly detail: string;
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** An answer other than success. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

export function problemDetails(status: number, detail: string): ProblemDetails {
  return { type: "about:blank", title: TITLES[status] ?? "Error", status, detail };
}

export const PROBLEM_TYPE = "application/problem+json";

/** Of errors of the framework that are the client's, the status and what is said of them. */
export function problemOf(error: unknown, limits: { readonly maxBodyBytes: number }): Problem | undefined {
  if (error instanceof Problem) return error;
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new Problem(413, `the body expected at most ${limits.maxBodyBytes} bytes`);
  }
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    return new Problem(415, "the body expected the content type application/json");
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem(statusCode, message ?? "");
  return undefined;
}
