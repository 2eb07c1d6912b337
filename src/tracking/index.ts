export type { LoggedModel } from "./log-model";
export { logModel } from "./log-model";
export { type MirroredRegistry, type MirroredVersion, mirrorRegistry, type RegistryMirror } from "./mirror-registry";
export { connectMlflow, type MlflowClient } from "./mlflow-client";
export { MlflowError } from "./mlflow-error";
export type { RegisteredVersion } from "./model-versions";
export type { LogModelOptions, MirrorOptions, MlflowOptions, RunStatus, StartRunOptions } from "./options";
export type { LoggedRun, MlflowRun } from "./runs";
