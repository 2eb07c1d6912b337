export type { Csr } from "./csr";
export type { Duration } from "./duration";
export { MissingDependencyError, ModelFormatError } from "./errors";
export type { Labels } from "./labels";
export type { Matrix, Vectors } from "./matrix";
export type { Progress } from "./progress";
