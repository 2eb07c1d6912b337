import type { Duration } from "../../core";
import {
  boolean,
  duration,
  either,
  func,
  integer,
  number,
  type Schema,
  verbatim,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { AssignerOptions } from "../../online";
import { ASSIGNER_OPTIONS } from "../../online/internal";
import type { SuccessorMap } from "../../registry";

/** Options of {@link createService}. */
export interface ServiceOptions extends Partial<Omit<AssignerOptions, "now" | "meter">> {
  /** The time, in milliseconds since 1970: `Date.now` in a service, a made-up one in a test. Required. */
  now: () => number;
  /** What `Authorization: Bearer` has to hold, 16 characters or more; `/healthz` and `/readyz` are free. @default none */
  token?: string | undefined;
  /** Bytes of a request's body, at most. @default 1048576 */
  maxBodyBytes?: number | undefined;
  /** Paths or events of one request, at most. @default 1000 */
  maxBatch?: number | undefined;
  /** Actions of a path, at most. @default 1000 */
  maxPathLength?: number | undefined;
  /** Users of one request of events, at most. @default 500 */
  maxUsers?: number | undefined;
  /** Requests a second from one address, at most; as many may come at once. @default no limit */
  rateLimit?: number | undefined;
  /** How long a client may take to send a request; ten seconds where nothing is said. @default 10000 */
  requestTimeout?: Duration | undefined;
  /** How long requests may take that are under way when the service is closed; ten seconds where nothing is said. @default 10000 */
  closeTimeout?: Duration | undefined;
  /** Whether it may listen on an address that other machines reach without a token. @default false */
  allowPublic?: boolean | undefined;
  /**
   * What `registry.successors()` gave last, asked with each request: users of a segment that is gone are answered by the one that
   * took over, and answers bear `was` and `until`. @default segments answer themselves
   */
  successors?: (() => SuccessorMap | undefined) | undefined;
  /** Called with what the service itself failed at; clients get 500 without the reason. @default none */
  onError?: ((error: unknown) => void) | undefined;
}

const SHORTEST_TOKEN = 16;
/** In milliseconds. */
const HOUR = 3_600_000;

const TOKEN = {
  expected: `a text of ${SHORTEST_TOKEN} or more printable ASCII characters without spaces`,
  default: undefined,
  read(value: unknown, name: string): string {
    if (typeof value !== "string") throw wrongType(name, this.expected, value);
    if (!/^[!-~]{16,}$/.test(value)) throw wrongValue(name, this.expected, verbatim(`${value.length} characters`));
    return value;
  },
};

const { store, namespace, allowedLateness, maxEvents, ttl } = ASSIGNER_OPTIONS;

export const SERVICE_OPTIONS = {
  ...{ store, namespace, allowedLateness, maxEvents, ttl },
  now: func<() => number>("a function that gives the time"),
  token: TOKEN,
  maxBodyBytes: integer({ min: 1024, max: 268_435_456 }, 1_048_576),
  maxBatch: integer({ min: 1, max: 100_000 }, 1000),
  maxPathLength: integer({ min: 1, max: 100_000 }, 1000),
  maxUsers: integer({ min: 1, max: 100_000 }, 500),
  rateLimit: number({ min: 1, max: 1_000_000 }),
  requestTimeout: { ...duration(HOUR), default: 10_000 as const },
  closeTimeout: either(number({ min: 0, max: HOUR }), duration(HOUR), 10_000),
  allowPublic: boolean(false),
  successors: func<() => SuccessorMap | undefined>(),
  onError: func<(error: unknown) => void>(),
} satisfies Schema<ServiceOptions>;
