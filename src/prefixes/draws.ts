import { type RandomStream, randomStream } from "../core/internal";

/** A number from 0 to 1 that depends on the seed and the path alone. */
export function pathDraw(tokens: ArrayLike<number>, seed: number): number {
  let hash = BASIS;
  for (let at = 0; at < tokens.length; at++) hash = Math.imul(hash ^ tokens[at]!, PRIME);
  return randomStream(seed, "prefixes/path").uniform(hash >>> 0, tokens.length);
}

/** Of the seed asked for last: a service asks for one, again and again. */
let userStream: { readonly seed: number; readonly draws: RandomStream } | undefined;

/** A number from 0 to 1 that depends on the seed and the user's name alone. */
export function userDraw(seed: number, id: string): number {
  let hash = BASIS;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), PRIME);
  if (userStream?.seed !== seed) userStream = { seed, draws: randomStream(seed, "prefixes/user") };
  return userStream.draws.uniform(hash >>> 0, id.length);
}

/** Of FNV-1a. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
