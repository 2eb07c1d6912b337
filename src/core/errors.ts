/** A saved model that cannot be read: truncated, corrupt, of another format, or of a newer version. */
export class ModelFormatError extends Error {
  override readonly name = "ModelFormatError";
}

/** An optional peer dependency is needed and not installed; the message holds the exact install command. */
export class MissingDependencyError extends Error {
  override readonly name = "MissingDependencyError";

  constructor(
    /** The npm package that is missing. */
    readonly dependency: string,
    neededFor: string,
  ) {
    super(`${neededFor} needs "${dependency}", which is not installed. Run: npm install ${dependency}`);
  }
}
