import type { Command } from "commander";
import { renderReport } from "../../report";
import type { SegmentModel } from "../../segments";
import type { CliIo } from "../terminal/io";
import { refuseFlags } from "../terminal/shell-words";

/** The flags that log a model to MLflow. */
export interface MlflowFlags {
  mlflow?: string;
  experiment?: string;
  registeredModel?: string;
  alias?: string;
}

/** Adds the flags of {@link MlflowFlags}. */
export function addMlflowFlags(command: Command): Command {
  return command
    .optionsGroup("MLflow:")
    .option("--mlflow <address>", "log the model and its report to this server; needs --experiment")
    .option("--experiment <name>", "experiment of the run; created if it does not exist")
    .option("--registered-model <name>", "register the model as the next version of this one")
    .option("--alias <alias>", "set this alias, such as champion, to the new version");
}

/** Whether the model is to be logged; refuses flags that need others. */
export function checkMlflowFlags(command: Command, { mlflow, experiment, registeredModel }: MlflowFlags): boolean {
  if (mlflow === undefined) refuseFlags(command, ["experiment", "registeredModel", "alias"], "needs --mlflow");
  if (experiment === undefined) refuseFlags(command, ["mlflow"], "needs --experiment");
  if (registeredModel === undefined) refuseFlags(command, ["alias"], "needs --registered-model");
  return mlflow !== undefined;
}

/** Logs a model with its report; the token is that of MLflow's own clients, MLFLOW_TRACKING_TOKEN. */
export async function logToMlflow(model: SegmentModel, flags: MlflowFlags, io: CliIo): Promise<string> {
  const { connectMlflow, logModel } = await import("../../tracking");
  const { MLFLOW_TRACKING_TOKEN: token } = process.env;
  const mlflow = connectMlflow(flags.mlflow!, { now: Date.now, token: token || undefined, signal: io.signal });
  const { uri, runId } = await logModel(mlflow, model, {
    experiment: flags.experiment!,
    registeredModel: flags.registeredModel,
    alias: flags.alias,
    artifacts: { "report.html": await renderReport(model, { signal: io.signal }) },
  });
  return `\nLogged to ${flags.mlflow} as ${uri} (run ${runId}).\n`;
}
