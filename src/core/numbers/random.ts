/**
 * Counter-based random numbers: draw `draw` of item `item` is a pure function of (seed, stage, item, draw), so that
 * results depend neither on the order of work nor on the number of workers.
 *
 * Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"):
 * additions, rotations and xors of 32-bit integers only, so the bits are the same on every platform.
 */
export interface RandomStream {
  /** A number in [0, 1) with 53 random bits. */
  uniform(item: number, draw: number): number;
  /** An integer in 0 .. bound - 1. */
  integer(bound: number, item: number, draw: number): number;
}

/**
 * The stream of one stage.
 *
 * @param seed  an unsigned 32-bit integer.
 * @param stage a name that no other stage uses, such as `word2vec/init`.
 */
export function randomStream(seed: number, stage: string): RandomStream {
  const [, key] = randomKeys(seed, stage);
  const pair = new Uint32Array(2);
  const uniform = (item: number, draw: number): number => {
    threefry2x32(seed, key, item, draw, pair);
    return ((pair[0]! >>> 5) * 0x4000000 + (pair[1]! >>> 6)) / 0x20000000000000;
  };
  return { uniform, integer: (bound, item, draw) => Math.floor(uniform(item, draw) * bound) };
}

/** The two keys of a stage's stream, for kernels that draw its numbers themselves. */
export function randomKeys(seed: number, stage: string): readonly [number, number] {
  return [seed, hashText(stage)];
}

/** Threefry-2x32-20: encrypts the counter (c0, c1) under the key (k0, k1) into `out`. */
export function threefry2x32(k0: number, k1: number, c0: number, c1: number, out: Uint32Array): void {
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  const keys = [k0 | 0, k1 | 0, k2];
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let round = 0; round < 20; round++) {
    x0 = (x0 + x1) | 0;
    const turn = ROTATIONS[round & 7]!;
    x1 = ((x1 << turn) | (x1 >>> (32 - turn))) ^ x0;
    if ((round & 3) === 3) {
      const injection = (round >> 2) + 1;
      x0 = (x0 + keys[injection % 3]!) | 0;
      x1 = (x1 + keys[(injection + 1) % 3]! + injection) | 0;
    }
  }
  out[0] = x0;
  out[1] = x1;
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];

/** FNV-1a over the UTF-16 code units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
