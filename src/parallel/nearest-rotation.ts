import { symmetricEigen } from "./symmetric-eigen";

/**
 * The rotation, mirrored or not, that lies nearest to a d x d matrix M = U S V': U V' (Schönemann 1966, orthogonal
 * Procrustes). Directions that M does not reach are paired in a fixed order.
 */
export async function nearestRotation(m: Float64Array, d: number): Promise<Float64Array> {
  const gram = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) for (let k = 0; k < d; k++) gram[i * d + j]! += m[k * d + i]! * m[k * d + j]!;
  }
  const { vectors: right } = await symmetricEigen(gram, d);
  const left: Float64Array[] = [];
  let largest = 0;
  for (let c = 0; c < d; c++) {
    const image = new Float64Array(d);
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) image[i]! += m[i * d + j]! * right[c * d + j]!;
    largest = Math.max(largest, lengthOf(image));
    left.push(orthogonalTo(left, image, ROUNDING * largest));
  }
  const result = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += left[c]![i]! * right[c * d + j]!;
      result[i * d + j] = sum;
    }
  }
  return result;
}

/** Share of the largest singular value below which one is rounding. */
const ROUNDING = 1e-7;

/**
 * A vector of length 1 orthogonal to those before: of `x`, or where no more than `floor` of it stands apart from them,
 * of the first axis they do not span.
 */
function orthogonalTo(before: readonly Float64Array[], x: Float64Array, floor: number): Float64Array {
  const d = x.length;
  const axes = Array.from({ length: d }, (_, i) => Float64Array.from({ length: d }, (_, t) => (t === i ? 1 : 0)));
  for (const candidate of [x, ...axes]) {
    for (let pass = 0; pass < 2; pass++) {
      for (const other of before) {
        let share = 0;
        for (let t = 0; t < d; t++) share += candidate[t]! * other[t]!;
        for (let t = 0; t < d; t++) candidate[t]! -= share * other[t]!;
      }
    }
    const length = lengthOf(candidate);
    if (length > (candidate === x ? floor : 0.5 / Math.sqrt(d))) return candidate.map((value) => value / length);
  }
  throw new Error("a space of d dimensions has a direction left for each of d vectors");
}

function lengthOf(x: Float64Array): number {
  let squares = 0;
  for (const value of x) squares += value * value;
  return Math.sqrt(squares);
}
