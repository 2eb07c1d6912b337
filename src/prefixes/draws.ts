import { randomStream } from "../core/internal";

/** A number from 0 to 1 that depends on the seed and the path alone. */
export function pathDraw(tokens: ArrayLike<number>, seed: number): number {
  let hash = BASIS;
  for (let at = 0; at < tokens.length; at++) hash = Math.imul(hash ^ tokens[at]!, PRIME);
  return randomStream(seed, "prefixes/path").uniform(hash >>> 0, tokens.length);
}

/** A number from 0 to 1 that depends on the seed and the user's name alone. */
export function userDraw(seed: number, id: string): number {
  let hash = BASIS;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), PRIME);
  return randomStream(seed, "prefixes/user").uniform(hash >>> 0, id.length);
}

/** Of FNV-1a. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
