/** Thrown by a command that has printed what it found, so that the shell is told of it by the exit code 3. */
export class Finding extends Error {}
