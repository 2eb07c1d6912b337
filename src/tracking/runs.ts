import { readOptions } from "../core/internal";
import { upload } from "./artifacts";
import { metricFromJson, metricToJson } from "./metric-values";
import { type RunStatus, readRecord, START_RUN_OPTIONS, type StartRunOptions } from "./options";
import { allowedKey, parameterTexts } from "./parameter-texts";
import { type Connection, type Request, sendForJson, sendJson, textIn } from "./requests";

/** What a server knows of a run. */
export interface LoggedRun {
  readonly id: string;
  readonly experimentId: string;
  readonly status: RunStatus;
  readonly parameters: Readonly<Record<string, string>>;
  /** The last value of each. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
}

interface RunAnswer {
  readonly run: {
    readonly info: { run_id: string; experiment_id: string; status: RunStatus; artifact_uri: string };
    readonly data?: Readonly<
      Record<"params" | "metrics" | "tags", readonly { key: string; value: unknown }[] | undefined>
    >;
  };
}

const MOST_METRICS = 1000;
const MOST_TEXTS = 100;
const STATUSES: readonly RunStatus[] = ["RUNNING", "FINISHED", "FAILED", "KILLED"];

/** A run that is being logged ({@link MlflowClient.startRun}). */
export class MlflowRun {
  readonly #connection: Connection;
  readonly #now: () => number;

  /** Use {@link MlflowClient.startRun}. */
  constructor(
    connection: Connection,
    now: () => number,
    /** Its id at the server. */
    readonly id: string,
    readonly experimentId: string,
    /** Address of its artifacts. */
    readonly artifactUri: string,
  ) {
    this.#connection = connection;
    this.#now = now;
  }

  /**
   * Logs parameters. Objects become flat keys (`clustering.method`), other values their JSON; what MLflow takes in no key
   * becomes `_`, and values are cut at 6,000 characters.
   *
   * @param parameters names and values; a parameter never changes.
   * @throws MlflowError when one was logged with another value.
   */
  async logParameters(parameters: Readonly<Record<string, unknown>>): Promise<void> {
    const read = readRecord<unknown>("parameters", parameters, "an object of parameters", () => true);
    const rows = [...parameterTexts(read)].map(([key, value]) => ({ key, value }));
    for (const params of batches(rows, MOST_TEXTS)) await this.#logBatch({ params });
  }

  /**
   * Logs metrics. NaN and the infinities are kept; a store of SQL holds an infinity as the largest number, which
   * {@link MlflowClient.run} undoes.
   *
   * @param metrics names and values.
   * @param step of the run that they belong to.
   * @throws TypeError on what is not a number; MlflowError for what the server refuses.
   */
  async logMetrics(metrics: Readonly<Record<string, number>>, step = 0): Promise<void> {
    const read = readRecord<number>("metrics", metrics, "an object of numbers", (value) => typeof value === "number");
    if (!Number.isInteger(step)) throw new TypeError(`"step" expected an integer, got ${String(step)}`);
    const timestamp = Math.round(this.#now());
    const rows = Object.entries(read).map(([key, value]) => {
      return { key: allowedKey(key), value: metricToJson(value), timestamp, step };
    });
    for (const batch of batches(rows, MOST_METRICS)) await this.#logBatch({ metrics: batch });
  }

  /**
   * Sets tags; a tag that is there is replaced.
   *
   * @param tags names and texts.
   */
  async setTags(tags: Readonly<Record<string, string>>): Promise<void> {
    const read = readRecord<string>("tags", tags, "an object of texts", (value) => typeof value === "string");
    for (const batch of batches(tagRows(read), MOST_TEXTS)) await this.#logBatch({ tags: batch });
  }

  /**
   * Writes a file of the run.
   *
   * @param path below its artifacts, such as `reports/report.html`.
   * @param content text, or bytes.
   * @throws RangeError for a path that leads elsewhere; MlflowError where the server does not serve artifacts.
   */
  async logArtifact(path: string, content: string | Uint8Array): Promise<void> {
    if (typeof path !== "string") throw new TypeError(`"path" expected a text, got ${typeof path}`);
    if (typeof content !== "string" && !(content instanceof Uint8Array)) {
      throw new TypeError(`"content" expected a text or a Uint8Array, got ${typeof content}`);
    }
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await upload(this.#connection, this.artifactUri, path, bytes);
  }

  /**
   * Ends the run.
   *
   * @param status how it ended.
   * @throws MlflowError for what the server refuses.
   */
  async end(status: Exclude<RunStatus, "RUNNING"> = "FINISHED"): Promise<void> {
    if (!STATUSES.slice(1).includes(status)) {
      throw new RangeError(`"status" expected "FINISHED", "FAILED" or "KILLED", got ${JSON.stringify(status)}`);
    }
    const json = { run_id: this.id, status, end_time: Math.round(this.#now()) };
    await sendJson(this.#connection, { method: "POST", path: "api/2.0/mlflow/runs/update", json });
  }

  async #logBatch(batch: object): Promise<void> {
    const json = { run_id: this.id, ...batch };
    await sendJson(this.#connection, { method: "POST", path: "api/2.0/mlflow/runs/log-batch", json });
  }
}

/** Starts a run in an experiment. */
export async function startRun(
  connection: Connection,
  now: () => number,
  experimentId: string,
  options: StartRunOptions,
): Promise<MlflowRun> {
  const { name, tags } = readOptions(options, START_RUN_OPTIONS);
  const request: Request = {
    method: "POST",
    path: "api/2.0/mlflow/runs/create",
    json: { experiment_id: experimentId, run_name: name, start_time: Math.round(now()), tags: tagRows(tags ?? {}) },
    repeatable: false,
  };
  return sendForJson(connection, request, ({ run: { info } }: RunAnswer) => {
    return new MlflowRun(connection, now, textIn(info.run_id), textIn(info.experiment_id), textIn(info.artifact_uri));
  });
}

/** Reads a run. */
export async function readRun(connection: Connection, id: string): Promise<LoggedRun> {
  const request: Request = { method: "GET", path: "api/2.0/mlflow/runs/get", query: { run_id: id } };
  return sendForJson(connection, request, ({ run: { info, data } }: RunAnswer): LoggedRun => {
    const { params = [], metrics = [], tags = [] } = data ?? {};
    return {
      id: textIn(info.run_id),
      experimentId: textIn(info.experiment_id),
      status: info.status,
      parameters: Object.fromEntries(params.map(({ key, value }) => [key, String(value ?? "")])),
      metrics: Object.fromEntries(metrics.map(({ key, value }) => [key, metricFromJson(value)])),
      tags: Object.fromEntries(tags.map(({ key, value }) => [key, String(value ?? "")])),
    };
  });
}

/** Tags as MLflow's JSON has them. */
export function tagRows(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([key, value]) => ({ key: allowedKey(key), value }));
}

function batches<T>(rows: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, i) => rows.slice(i * most, (i + 1) * most));
}
