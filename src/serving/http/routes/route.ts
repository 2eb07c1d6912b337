import type { JsonSchema } from "../../../core/internal";
import type { LiveModel } from "../live-model";
import type { ServiceSettings } from "../service-settings";

/** What answers requests of one method and path: the service, its validation and its OpenAPI document are made of it. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path as of OpenAPI: `/users/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Whether it is answered without the token. */
  readonly open?: true;
  /** Schemas of what is sent; what does not fit is refused before `answer` is called. */
  readonly params?: JsonSchema;
  readonly query?: JsonSchema;
  readonly body?: JsonSchema;
  /** What success looks like. */
  readonly success: RouteSuccess;
  /** Statuses of problems beside those that every route may have. */
  readonly problems: readonly number[];
  answer(request: RouteRequest, context: RouteContext): Promise<unknown> | unknown;
}

interface RouteSuccess {
  readonly status: 200 | 204;
  readonly description: string;
  /** The body's content type; none without a body. */
  readonly type?: string;
  readonly schema?: JsonSchema;
}

/** What was sent, checked. */
export interface RouteRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: each route knows what its schema let through
  readonly body: any;
}

/** What a route answers from; the model stays the same for the whole of a request. */
export interface RouteContext {
  readonly live: LiveModel;
  readonly settings: ServiceSettings;
  /** Rejects while the service cannot answer. */
  checkReady(): Promise<void>;
  metricsText(): string;
  openapi(): object;
}
