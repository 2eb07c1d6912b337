/** What a tracking server refused, or that it does not answer. */
export class MlflowError extends Error {
  override readonly name = "MlflowError";

  constructor(
    message: string,
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** The server's code, such as `RESOURCE_DOES_NOT_EXIST`; empty where it named none. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
