import { ModelFormatError } from "../../core";
import { Problem } from "./problem";

/** What a message of the library begins with that refuses a value of a request. */
const REFUSAL = /^"(events\[\d+\]\.\w+|user|users\[\d+\]|asOf|keys?(\[\d+\])?|patterns(\[\d+\])?)" /;

/**
 * Runs what checks values of a request more closely than schemas can.
 *
 * @throws Problem 400 for a value that is refused; any other error as it is.
 */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfValue = error instanceof TypeError || error instanceof RangeError;
    if (isOfValue && REFUSAL.test(error.message)) throw new Problem(400, error.message);
    throw error;
  }
}

/**
 * Runs what reads or writes the store. What the store throws is no fault of the request, nor of the service.
 *
 * @throws Problem 400 for a value that is refused, 503 where the store does not answer.
 */
export async function fromStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await refusing(work);
  } catch (error) {
    if (error instanceof Problem || error instanceof ModelFormatError) throw error;
    throw new Problem(503, `the store does not answer: ${(error as Error).message}`, { "retry-after": "1" });
  }
}
