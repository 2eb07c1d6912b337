import { readOptions, wrongType, wrongValue } from "../core/internal";
import type { SegmentModel } from "../segments";
import { toSegmentModel } from "../segments/internal";
import { type MlflowClient, toMlflowClient } from "./mlflow-client";
import { LOG_MODEL_OPTIONS, type LogModelOptions } from "./options";
import { MODEL_FOLDER, pyfuncFiles } from "./pyfunc-files";

/** A model that was logged. */
export interface LoggedModel {
  readonly runId: string;
  readonly experimentId: string;
  /** Number of the version; undefined where it was not registered. */
  readonly version: string | undefined;
  /** What `mlflow.pyfunc.load_model` takes: `models:/players/3`, or `runs:/…/model` where it was not registered. */
  readonly uri: string;
}

/** Tag of runs and versions: `model.hash()`. */
export const HASH_TAG = "seqment.hash";

/**
 * Logs a fitted model as a run of its own: the options it was fitted with as parameters; segments, shares and figures of the
 * verdict as metrics; the profiles as Markdown and CSV; and the model itself as a Python function of MLflow, which
 * `mlflow.pyfunc.load_model`, `mlflow models serve` and `spark_udf` score with the answers of `assign`.
 *
 * A run whose logging fails is ended as `FAILED`.
 *
 * @param mlflow the server.
 * @param model fitted or loaded.
 * @param options the experiment; a registered model and its alias; further parameters, metrics, tags and files.
 * @returns the run, and the version.
 * @throws TypeError on what is not a client, a model or an option; MlflowError for what the server refuses.
 * @example
 * const model = await loadSegments("players.seqment");
 * const mlflow = connectMlflow("http://127.0.0.1:5000", { now: Date.now, retries: 0 });
 * try {
 *   const { uri } = await logModel(mlflow, model, { experiment: "players", registeredModel: "players", alias: "champion" });
 *   console.log(uri);
 * } catch (error) {
 *   error instanceof MlflowError; // true
 * }
 */
export async function logModel(
  mlflow: MlflowClient,
  model: SegmentModel,
  options: LogModelOptions,
): Promise<LoggedModel> {
  const { experiment, registeredModel, alias, runName, parameters, metrics, tags, artifacts } = readOptions(
    options,
    LOG_MODEL_OPTIONS,
  );
  if (experiment === undefined) throw wrongType("experiment", LOG_MODEL_OPTIONS.experiment.expected, undefined);
  if (alias !== undefined && registeredModel === undefined) {
    throw wrongValue("alias", 'none without "registeredModel"', alias);
  }
  toMlflowClient("mlflow", mlflow);
  const bytes = await toSegmentModel("model", model).toBytes();
  const hash = await model.hash();
  const run = await mlflow.startRun(experiment, { name: runName, tags: { ...tags, [HASH_TAG]: hash } });
  try {
    await run.logParameters({ ...model.origin.options, seed: model.origin.seed, ...parameters });
    await run.logMetrics({ ...metricsOf(model), ...metrics });
    const files = { "profiles/segments.md": model.toMarkdown(), "profiles/segments.csv": model.toCSV(), ...artifacts };
    for (const [path, content] of Object.entries(files)) await run.logArtifact(path, content);
    for (const [path, content] of pyfuncFiles(bytes)) await run.logArtifact(`${MODEL_FOLDER}/${path}`, content);
    const version = registeredModel && (await mlflow.registerModel(registeredModel, run, { [HASH_TAG]: hash }));
    if (version && alias !== undefined) await mlflow.setAlias(version.name, alias, version.version);
    await run.end();
    return {
      runId: run.id,
      experimentId: run.experimentId,
      version: version ? version.version : undefined,
      uri: version ? `models:/${version.name}/${version.version}` : `runs:/${run.id}/${MODEL_FOLDER}`,
    };
  } catch (error) {
    await run.end("FAILED").catch(() => {}); // the first error is the one to report
    throw error;
  }
}

function metricsOf({ segments, report, verdict }: SegmentModel): Record<string, number> {
  const { sequences, clustering } = report;
  return {
    inputs: sequences.inputs,
    distinct_paths: sequences.distinct,
    segments: clustering.segments,
    noise_share: clustering.noiseShare,
    largest_share: segments[0]?.share ?? 0,
    saved_bits: verdict.savedBits,
    stable_share: verdict.stableShare,
  };
}
