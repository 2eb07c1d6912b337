export { MissingDependencyError, ModelFormatError } from "./errors";
export type { Labels } from "./options/labels";
export type { Csr } from "./rows/csr";
export type { Matrix, Vectors } from "./rows/matrix";
export type { Progress } from "./running/progress";
export type { Duration } from "./words/duration";
