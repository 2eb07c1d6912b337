import { integer, readOptions, type Schema, string, wrongType, wrongValue } from "../../core/internal";
import { SegmentModel } from "../../segments/internal";
import type { ServiceState } from "./app";
import type { LiveModel } from "./live-model";
import type { ServiceSettings } from "./service-settings";

/** Where a service listens. */
export interface ListenOptions {
  /** Address of this machine; others than loopback need a token. @default "127.0.0.1" */
  host?: string | undefined;
  /** Port; 0 for any that is free. @default 8080 */
  port?: number | undefined;
}

const LISTEN_OPTIONS = {
  host: string("127.0.0.1"),
  port: integer({ min: 0, max: 65_535 }, 8080),
} satisfies Schema<ListenOptions>;

/** A request that {@link Service.inject} answers without a network. */
export interface ServiceRequest {
  /** @default "GET" */
  readonly method?: string | undefined;
  /** Path and query, percent-encoded. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON; text as it is. */
  readonly body?: unknown;
}

/** The answer to a {@link ServiceRequest}. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** What is used of fastify. */
export interface ServiceApp {
  listen(at: { host: string; port: number }): Promise<string>;
  inject(request: object): Promise<{ statusCode: number; headers: object; body: string }>;
  close(): PromiseLike<unknown>;
  readonly server: { closeIdleConnections(): void; closeAllConnections(): void };
}

interface ServiceParts {
  readonly app: ServiceApp;
  readonly state: ServiceState;
  readonly settings: ServiceSettings;
  readonly makeLive: (model: SegmentModel) => Promise<LiveModel>;
}

/** Milliseconds between two looks for connections that have become idle, while a service is closed. */
const LOOK = 50;

/** A service over HTTP ({@link createService}). */
export class Service {
  readonly #parts: ServiceParts;
  #replaced: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  /** Use {@link createService}. */
  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  /** SHA-256 of the model that answers. */
  get model(): string {
    return this.#parts.state.live.hash;
  }

  /**
   * Listens for requests.
   *
   * @param options address and port.
   * @returns the URL.
   * @throws RangeError for an address that other machines reach, without a token and `allowPublic`, or of a service that was closed;
   *   what the machine says of the address.
   */
  async listen(options: ListenOptions = {}): Promise<string> {
    const { host, port } = readOptions(options, LISTEN_OPTIONS);
    const { token, allowPublic } = this.#parts.settings;
    if (token === undefined && !allowPublic && !isLoopback(host)) {
      throw wrongValue("host", 'a loopback address, or "token" or "allowPublic" beside it', host);
    }
    this.#refuseClosed();
    return this.#parts.app.listen({ host, port });
  }

  /**
   * Answers a request without a network.
   *
   * @param request method, path and body.
   * @returns what a client would get.
   * @throws TypeError when it has no path; RangeError when the service was closed.
   */
  async inject(request: ServiceRequest): Promise<ServiceResponse> {
    const { method, url, headers, body } = readOptions(request, INJECT);
    if (url === undefined) throw wrongType("url", INJECT.url.expected, undefined);
    this.#refuseClosed();
    const { app } = this.#parts;
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    const { statusCode, ...answer } = await app.inject({
      method,
      url,
      headers: { ...(sent !== undefined && { "content-type": "application/json" }), ...headers },
      payload: sent,
    });
    return { status: statusCode, headers: { ...answer.headers }, body: answer.body };
  }

  /**
   * Lets another model answer: it is made ready beside the one before, which answers until then and finishes what it has begun.
   * Users stay in the store; their events are read anew by the new model.
   *
   * @param model a fitted or loaded model.
   * @throws TypeError when it is none; then the one before stays.
   */
  async replaceModel(model: SegmentModel): Promise<void> {
    if (!(model instanceof SegmentModel)) throw wrongType("model", "a model of fitSegments or loadSegments", model);
    const { state, makeLive } = this.#parts;
    const replace = async () => {
      state.live = await makeLive(model);
    };
    const done = this.#replaced.then(replace, replace); // in the order of calls
    this.#replaced = done;
    await done;
  }

  /** Takes no more connections, answers what is under way for `closeTimeout` at most, and ends. The store stays open. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  #refuseClosed(): void {
    if (this.#parts.state.isClosing) throw new RangeError("the service was closed: make another one");
  }

  async #close(): Promise<void> {
    const { app, state, settings } = this.#parts;
    state.isClosing = true;
    const idle = setInterval(() => app.server.closeIdleConnections(), LOOK);
    const late = setTimeout(() => app.server.closeAllConnections(), settings.closeTimeout);
    try {
      await app.close();
    } finally {
      clearInterval(idle);
      clearTimeout(late);
    }
  }
}

const ANY = { expected: "anything", default: undefined, read: (value: unknown) => value };

const INJECT = {
  method: string("GET"),
  url: string(),
  headers: { ...ANY, read: (value: unknown) => value as Record<string, string> },
  body: ANY,
} satisfies Schema<ServiceRequest>;

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
