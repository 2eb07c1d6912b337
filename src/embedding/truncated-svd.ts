import { type Checkpoint, type Csr, type Matrix, matrix, randomStream, symmetricEigen } from "../core";

/** Interim. */
const OVERSAMPLING = 10;
const ITERATIONS = 4;

/** The k leading right singular vectors of a sparse matrix, as columns: cols x k. */
export async function rightSingularVectors(x: Csr, k: number, seed: number, at: Checkpoint): Promise<Matrix> {
  const width = Math.min(k + OVERSAMPLING, x.rows, x.cols);
  const random = randomStream(seed, "embedding/svd");
  let basis: Float64Array = new Float64Array(x.cols * width);
  for (let i = 0; i < basis.length; i++) {
    for (let t = 0; t < 4; t++) basis[i]! += random.uniform(i, t) - 0.5;
  }
  await orthonormalize(basis, x.cols, width);
  let eigen: Float64Array = new Float64Array(0);
  for (let round = 0; round <= ITERATIONS; round++) {
    const image = times(x, basis, width);
    if (round === ITERATIONS) {
      eigen = (await symmetricEigen(gram(image, x.rows, width), width)).vectors;
      break;
    }
    basis = transposedTimes(x, image, width);
    await orthonormalize(basis, x.cols, width);
    await at.pass((round + 1) / (ITERATIONS + 1));
  }
  const result = matrix(x.cols, Math.min(k, width));
  for (let c = 0; c < x.cols; c++) {
    for (let j = 0; j < result.cols; j++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += basis[c * width + i]! * eigen[j * width + i]!;
      result.data[c * result.cols + j] = sum;
    }
  }
  return result;
}

function times({ offsets, columns, values, rows }: Csr, b: Float64Array, width: number): Float64Array {
  const out = new Float64Array(rows * width);
  for (let r = 0; r < rows; r++) {
    for (let p = offsets[r]!; p < offsets[r + 1]!; p++) {
      const value = values[p]!;
      const from = columns[p]! * width;
      for (let j = 0; j < width; j++) out[r * width + j]! += value * b[from + j]!;
    }
  }
  return out;
}

function transposedTimes({ offsets, columns, values, rows, cols }: Csr, b: Float64Array, width: number): Float64Array {
  const out = new Float64Array(cols * width);
  for (let r = 0; r < rows; r++) {
    for (let p = offsets[r]!; p < offsets[r + 1]!; p++) {
      const value = values[p]!;
      const to = columns[p]! * width;
      for (let j = 0; j < width; j++) out[to + j]! += value * b[r * width + j]!;
    }
  }
  return out;
}

function gram(b: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < width; i++) {
      const value = b[r * width + i]!;
      if (value === 0) continue;
      for (let j = i; j < width; j++) out[i * width + j]! += value * b[r * width + j]!;
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) out[i * width + j] = out[j * width + i]!;
  return out;
}

/** Orthonormal columns spanning the same space: by the eigenvectors of their Gram matrix, twice. */
async function orthonormalize(b: Float64Array, rows: number, width: number): Promise<void> {
  for (let pass = 0; pass < 2; pass++) {
    const { values, vectors } = await symmetricEigen(gram(b, rows, width), width);
    const line = new Float64Array(width);
    const scales = values.map((value) => (value > 1e-14 * values[0]! ? 1 / Math.sqrt(value) : 0));
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < width; j++) {
        let sum = 0;
        for (let i = 0; i < width; i++) sum += b[r * width + i]! * vectors[j * width + i]!;
        line[j] = sum * scales[j]!;
      }
      b.set(line, r * width);
    }
  }
}
