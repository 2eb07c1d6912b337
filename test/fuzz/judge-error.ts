import { MissingDependencyError, ModelFormatError } from "../../src";
import { MlflowError } from "../../src/tracking";
import { CallersError } from "./hostile-values";
import { madeByCode } from "./mark-errors";

/** Errors of the file system name the file, as Node words them. */
const FILE_ERRORS = ["ENOENT", "EISDIR", "ENOTDIR", "EACCES", "ENAMETOOLONG", "EPERM", "ELOOP"];

/** What is wrong with an error that a wrong call was answered with; undefined for one of ours. */
export function faultOf(error: unknown): string | undefined {
  if (error instanceof CallersError) return undefined;
  if (!(error instanceof Error)) return isDomException(error) ? undefined : `${typeof error} was thrown`;
  if (error.name === "AbortError" || error.name === "TimeoutError") return undefined;
  if (error instanceof ModelFormatError || error instanceof MissingDependencyError) return undefined;
  if (error instanceof MlflowError) return undefined; // no server answers in a run of wrong calls
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && FILE_ERRORS.includes(code)) return undefined;
  if (code !== undefined || !madeByCode(error)) return `${error.name} of the engine: ${error.message}`;
  if (!["TypeError", "RangeError", "Error"].includes(error.name)) return `${error.name}: ${error.message}`;
  return error.message.length > LONGEST ? `a message of ${error.message.length} characters` : undefined;
}

const LONGEST = 2000;

function isDomException(error: unknown): boolean {
  return typeof DOMException !== "undefined" && error instanceof DOMException;
}
