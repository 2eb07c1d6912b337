import { readOptions, wrongType, wrongValue } from "../core/internal";
import { download } from "./artifacts";
import { MlflowError } from "./mlflow-error";
import {
  artifactsOf,
  createVersion,
  deleteAlias,
  ensureModel,
  listVersions,
  type RegisteredVersion,
  setAlias,
  versionOfAlias,
} from "./model-versions";
import { MIRROR_OPTIONS, MLFLOW_OPTIONS, type MlflowOptions, readRecord, type StartRunOptions } from "./options";
import { MODEL_FILE, MODEL_FOLDER } from "./pyfunc-files";
import { type Connection, sendForJson, textIn } from "./requests";
import { type LoggedRun, type MlflowRun, readRun, startRun } from "./runs";

const EXPERIMENTS = "api/2.0/mlflow/experiments";

/** A tracking server of MLflow ({@link connectMlflow}). */
export class MlflowClient {
  readonly #connection: Connection;
  readonly #now: () => number;

  /** Use {@link connectMlflow}. */
  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  /**
   * The id of an experiment, which is made where there is none of that name.
   *
   * @param name of the experiment.
   * @returns its id.
   * @throws MlflowError when it was deleted: the server keeps its name.
   */
  async experiment(name: string): Promise<string> {
    const asked = textOf("name", name);
    const found = await this.#experiment(asked);
    if (found !== undefined) return found;
    try {
      const request = { method: "POST", path: `${EXPERIMENTS}/create`, json: { name: asked } } as const;
      return await sendForJson(this.#connection, request, (answer: { experiment_id: string }) => {
        return textIn(answer.experiment_id);
      });
    } catch (error) {
      if (!(error instanceof MlflowError) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
      const other = await this.#experiment(asked); // somebody was faster
      if (other === undefined) throw error;
      return other;
    }
  }

  async #experiment(name: string): Promise<string | undefined> {
    const request = { method: "GET", path: `${EXPERIMENTS}/get-by-name`, query: { experiment_name: name } } as const;
    try {
      const found = await sendForJson(this.#connection, request, (answer: { experiment: Record<string, string> }) => {
        const { experiment_id, lifecycle_stage } = answer.experiment;
        return { id: textIn(experiment_id), isDeleted: lifecycle_stage === "deleted" };
      });
      if (found.isDeleted) {
        const message = `the experiment ${JSON.stringify(name)} was deleted: restore it, or take another name`;
        throw new MlflowError(message, 400, "INVALID_STATE");
      }
      return found.id;
    } catch (error) {
      if (error instanceof MlflowError && error.code === "RESOURCE_DOES_NOT_EXIST") return undefined;
      throw error;
    }
  }

  /**
   * Starts a run.
   *
   * @param experiment name of its experiment, made where there is none.
   * @param options name and tags.
   * @returns the run, to be logged to and ended.
   */
  async startRun(experiment: string, options: StartRunOptions = {}): Promise<MlflowRun> {
    return startRun(this.#connection, this.#now, await this.experiment(experiment), options);
  }

  /**
   * Reads a run.
   *
   * @param id of the run.
   * @returns its state, parameters, last metrics and tags.
   * @throws MlflowError when there is none.
   */
  run(id: string): Promise<LoggedRun> {
    return readRun(this.#connection, textOf("id", id));
  }

  /**
   * Registers the model that a run has logged, as the next version of a registered model, which is made where there is none.
   *
   * @param name of the registered model.
   * @param run that logged it.
   * @param tags of the version.
   * @returns the version.
   */
  async registerModel(
    name: string,
    run: Pick<MlflowRun, "id" | "artifactUri">,
    tags: Readonly<Record<string, string>> = {},
  ): Promise<RegisteredVersion> {
    const model = nameOf(name);
    const texts = readRecord<string>("tags", tags, "an object of texts", (value) => typeof value === "string");
    const runId = textOf("run.id", run?.id);
    const source = `${textOf("run.artifactUri", run.artifactUri)}/${MODEL_FOLDER}`;
    await ensureModel(this.#connection, model);
    return createVersion(this.#connection, { name: model, source, runId, tags: texts });
  }

  /**
   * The versions of a registered model.
   *
   * @param name of the registered model.
   * @returns all of them, in the order they came; none where there is no such model.
   */
  versions(name: string): Promise<readonly RegisteredVersion[]> {
    return listVersions(this.#connection, nameOf(name));
  }

  /**
   * The version that an alias points at.
   *
   * @param name of the registered model.
   * @param alias such as `champion`.
   * @returns the version; undefined where there is no such alias or model.
   */
  versionOf(name: string, alias: string): Promise<RegisteredVersion | undefined> {
    return versionOfAlias(this.#connection, nameOf(name), textOf("alias", alias));
  }

  /**
   * Lets an alias point at a version, or at none.
   *
   * @param name of the registered model.
   * @param alias such as `champion`.
   * @param version its number; null takes the alias away.
   */
  setAlias(name: string, alias: string, version: string | number | null): Promise<void> {
    const [model, pointer] = [nameOf(name), textOf("alias", alias)];
    if (version === null) return deleteAlias(this.#connection, model, pointer);
    return setAlias(this.#connection, model, pointer, versionNumber(version));
  }

  /**
   * Downloads the model that an alias, or a number, names.
   *
   * @param name of the registered model.
   * @param reference an alias such as `champion`, or the number of a version.
   * @returns the bytes of the `.seqment` file, which `loadSegments` takes.
   * @throws MlflowError when there is no such version.
   */
  async downloadModel(name: string, reference: string | number): Promise<Uint8Array> {
    const model = nameOf(name);
    let version = typeof reference === "number" ? versionNumber(reference) : textOf("reference", reference);
    if (!/^\d+$/.test(version)) {
      const found = await this.versionOf(model, version);
      if (!found) throw new MlflowError(`there is no version ${version} of ${model}`, 404, "RESOURCE_DOES_NOT_EXIST");
      version = found.version;
    }
    return download(this.#connection, await artifactsOf(this.#connection, model, version), MODEL_FILE);
  }
}

/**
 * Talks to a tracking server of MLflow over its REST API (2.0; tested with MLflow 3). Nothing is sent before a method is called.
 *
 * A request that was answered 429, 5xx or not at all is sent again, `retries` times at most; one that makes something new only
 * after 429 and 503.
 *
 * @param address of the server, such as `http://127.0.0.1:5000`.
 * @param options the clock, a token, retries, and how to end.
 * @returns the client.
 * @throws TypeError or RangeError when the address is not http or https.
 * @example
 * const mlflow = connectMlflow("http://127.0.0.1:5000", { now: Date.now, retries: 2 });
 * typeof mlflow.startRun; // "function"
 */
export function connectMlflow(address: string, options: MlflowOptions): MlflowClient {
  const { now, fetch: given, ...rest } = readOptions(options, MLFLOW_OPTIONS);
  if (now === undefined) throw wrongType("now", MLFLOW_OPTIONS.now.expected, undefined);
  const own: typeof fetch = (input, init) => globalThis.fetch(input, init);
  return new MlflowClient({ address: addressOf(address), fetch: given ?? own, ...rest }, now);
}

function addressOf(value: unknown): URL {
  const expected = "an address such as http://127.0.0.1:5000";
  if (typeof value !== "string") throw wrongType("address", expected, value);
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "" || url.hash !== "") {
    throw wrongValue("address", expected, value);
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/"; // behind a prefix
  return url;
}

function nameOf(value: unknown): string {
  return MIRROR_OPTIONS.registeredModel.read(value, "name");
}

function textOf(name: string, value: unknown): string {
  if (typeof value !== "string") throw wrongType(name, "a non-empty text", value);
  if (value === "") throw wrongValue(name, "a non-empty text", value);
  return value;
}

function versionNumber(value: unknown): string {
  const text = String(value);
  if (!/^[1-9]\d{0,8}$/.test(text)) throw wrongValue("version", "the number of a version, from 1", value);
  return text;
}

/**
 * Checks a client at the public edge.
 *
 * @throws TypeError when it is none.
 */
export function toMlflowClient(name: string, value: unknown): MlflowClient {
  if (!(value instanceof MlflowClient)) throw wrongType(name, "a client, as connectMlflow makes it", value);
  return value;
}
