import { func, integer, ofType, type Schema, string, wrongType, wrongValue } from "../core/internal";

/** How a run ended, or that it goes on. */
export type RunStatus = "RUNNING" | "FINISHED" | "FAILED" | "KILLED";

/** Options of {@link connectMlflow}. */
export interface MlflowOptions {
  /** The clock of runs and metrics, in milliseconds since 1970: `Date.now` in a program. Required. */
  now: () => number;
  /** Sent as `Authorization: Bearer`. @default none */
  token?: string | undefined;
  /** Stands in for the `fetch` of the platform. @default `globalThis.fetch` */
  fetch?: typeof fetch | undefined;
  /** Further tries of a request after 429, 5xx or no answer. @default 4 */
  retries?: number | undefined;
  /** Pause before the first of these, in milliseconds; each further one is twice as long, at most a minute. @default 200 */
  retryDelay?: number | undefined;
  /** The longest that one request may take, in milliseconds. @default 120000 */
  timeout?: number | undefined;
  /** Ends all requests. @default none */
  signal?: AbortSignal | undefined;
}

/** Options of {@link MlflowClient.startRun}. */
export interface StartRunOptions {
  /** @default a name that the server makes up */
  name?: string | undefined;
  /** @default none */
  tags?: Readonly<Record<string, string>> | undefined;
}

/** Options of {@link logModel}. */
export interface LogModelOptions {
  /** The experiment of the run; made where there is none. Required. */
  experiment: string;
  /** Registers the model under this name. @default the model is not registered */
  registeredModel?: string | undefined;
  /** Lets this alias, such as `champion`, point at the new version; needs `registeredModel`. @default none */
  alias?: string | undefined;
  /** @default a name that the server makes up */
  runName?: string | undefined;
  /** Parameters beside those of `model.origin`. @default none */
  parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Metrics beside those of the model's report and verdict. @default none */
  metrics?: Readonly<Record<string, number>> | undefined;
  /** @default none */
  tags?: Readonly<Record<string, string>> | undefined;
  /** Files of the run by their path, such as `report.html`, beside the profiles. @default none */
  artifacts?: Readonly<Record<string, string | Uint8Array>> | undefined;
}

/** Options of {@link mirrorRegistry}. */
export interface MirrorOptions {
  /** Name of the model in MLflow. Required. */
  registeredModel: string;
  /** The experiment of runs that log a version. @default the name of the model */
  experiment?: string | undefined;
}

export const MLFLOW_OPTIONS = {
  now: func<() => number>("a function that gives the time"),
  token: string(),
  fetch: func<typeof fetch>(),
  retries: integer({ min: 0, max: 20 }, 4),
  retryDelay: integer({ min: 0, max: 60_000 }, 200),
  timeout: integer({ min: 1, max: 3_600_000 }, 120_000),
  signal: ofType<AbortSignal, undefined>("an AbortSignal", (value) => value instanceof AbortSignal, undefined),
} satisfies Schema<MlflowOptions>;

const texts = record<string>("an object of texts", (value) => typeof value === "string");

export const START_RUN_OPTIONS = { name: string(), tags: texts } satisfies Schema<StartRunOptions>;

export const LOG_MODEL_OPTIONS = {
  experiment: string(),
  registeredModel: modelName(),
  alias: string(),
  runName: string(),
  parameters: record<unknown>("an object of parameters", () => true),
  metrics: record<number>("an object of numbers", (value) => typeof value === "number"),
  tags: texts,
  artifacts: record<string | Uint8Array>(
    "an object of texts and bytes",
    (value) => typeof value === "string" || value instanceof Uint8Array,
  ),
} satisfies Schema<LogModelOptions>;

export const MIRROR_OPTIONS = { registeredModel: modelName(), experiment: string() } satisfies Schema<MirrorOptions>;

/** Reads an object whose values are all of a kind. */
export function readRecord<T>(name: string, value: unknown, expected: string, accepts: (item: unknown) => boolean) {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw wrongType(name, expected, value);
  }
  for (const [key, item] of Object.entries(value)) {
    if (!accepts(item)) throw wrongType(`${name}.${key}`, `a value of ${expected}`, item);
  }
  return value as Readonly<Record<string, T>>;
}

/** Names of models stand in searches and addresses. */
function modelName() {
  const expected = "a name without / : % \" or '";
  return {
    expected,
    default: undefined,
    read(value: unknown, name: string): string {
      if (typeof value !== "string") throw wrongType(name, expected, value);
      if (value.trim() === "" || /[/:%"'\p{Cc}]/u.test(value)) throw wrongValue(name, expected, value);
      return value;
    },
  };
}

function record<T>(expected: string, accepts: (item: unknown) => boolean) {
  return {
    expected,
    default: undefined,
    read: (value: unknown, name: string) => readRecord<T>(name, value, expected, accepts),
  };
}
