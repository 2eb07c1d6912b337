import { hashOfRow, type VectorCache } from "./vector-cache";

/** Bytes of vectors that are kept at most: 87,000 texts of 384 numbers. */
const MOST_BYTES = 1 << 27;

/** Vectors of texts in memory, the first that come, for the fits of one embedder: refits read the same texts again. */
export function vectorMemory(dimensions: number, mostBytes = MOST_BYTES): VectorCache {
  const vectorOf = new Map<string, Float32Array>();
  const most = Math.floor(mostBytes / (4 * dimensions));
  return {
    async read(rows, wanted, into) {
      return wanted.filter((row) => {
        const vector = vectorOf.get(hashOfRow(rows, row));
        if (vector) into.set(vector, row * dimensions);
        return vector === undefined;
      });
    },

    async keep(rows, added, vectors) {
      for (const row of added.slice(0, most - vectorOf.size)) {
        vectorOf.set(hashOfRow(rows, row), vectors.slice(row * dimensions, (row + 1) * dimensions));
      }
    },
  };
}
