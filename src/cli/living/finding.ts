/** Of a command that looks for something, such as drift, and found it. */
const FOUND = 3;

/** Thrown by a command that has printed what it found, so that the shell learns of it by an exit code of its own. */
export class Finding extends Error {
  readonly exitCode: number;

  /** @param exitCode 3 where nothing else is said. */
  constructor(what: string, exitCode = FOUND) {
    super(what);
    this.exitCode = exitCode;
  }
}
