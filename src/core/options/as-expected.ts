import { wrongType } from "./wrong-value";

/**
 * Runs what reads plain data that another function of seqment made, and reports data of another form as such: what is deep and
 * only written out, such as profiles, is checked by being read.
 *
 * @throws TypeError `"profile" expected a profile, got an object (Object)`, where reading it fails; other errors as they are.
 */
export function asExpected<T>(name: string, expected: string, value: unknown, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw isOurs(error) ? error : wrongType(name, expected, value);
  }
}

/** Errors of ours begin with the name of an argument; of the engine's, only these classes come from reading data. */
function isOurs(error: unknown): boolean {
  const ofData = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  return !ofData || error.message.startsWith('"');
}
