import type { Steps } from "../core/internal";
import type { WeightedSequences } from "../sequences";

/**
 * For each row, which half of the log it stands in: 0 or 1. The path alone decides, so all inputs that walk it stand
 * together, and no other input changes it.
 *
 * @param split which of several independent divisions.
 */
export function* pathHalves({ tokens, offsets, vocabulary }: WeightedSequences, split: number): Steps<Uint8Array> {
  const codes = Int32Array.from(vocabulary.actions, hashText);
  const half = new Uint8Array(offsets.length - 1);
  let next = TOKENS;
  for (let row = 0; row < half.length; row++) {
    let hash = Math.imul(split + 1, GOLDEN);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) hash = mixed(hash ^ codes[tokens[at]!]!);
    half[row] = mixed(hash) >>> 31;
    if (offsets[row + 1]! < next) continue;
    next += TOKENS;
    yield row / half.length;
  }
  return half;
}

const GOLDEN = 0x9e3779b1;
/** Tokens read between two yields, about. */
const TOKENS = 2 ** 17;

/** FNV-1a over the UTF-16 code units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** The finalizer of MurmurHash3, after a step that tells orders apart. */
function mixed(value: number): number {
  let hash = Math.imul(value, 5) + GOLDEN;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
