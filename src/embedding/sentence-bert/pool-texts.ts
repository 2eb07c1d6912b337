import type { Matrix } from "../../core";
import { type Checkpoint, matrix } from "../../core/internal";
import type { ReadPaths } from "./read-paths";

/** One vector a sequence: that of its text, or the mean over its texts by their tokens; zeros where there is none. */
export async function poolTexts(
  { texts, listOf }: ReadPaths,
  vectors: Matrix,
  lists: number,
  normalize: boolean,
  at: Checkpoint,
): Promise<Matrix> {
  const d = vectors.cols;
  const result = matrix(lists, d);
  const textsOf = new Uint32Array(lists);
  for (const list of listOf) textsOf[list]! += 1;
  const sums = new Map<number, { sum: Float64Array; tokens: number; left: number }>();
  for (let t = 0; t < listOf.length; t++) {
    const list = listOf[t]!;
    const row = texts.rowOf[t]! * d;
    if (textsOf[list] === 1) result.data.set(vectors.data.subarray(row, row + d), list * d);
    else {
      const own = sums.get(list) ?? { sum: new Float64Array(d), tokens: 0, left: textsOf[list]! };
      sums.set(list, own);
      for (let c = 0; c < d; c++) own.sum[c]! += texts.kept[t]! * vectors.data[row + c]!;
      own.tokens += texts.kept[t]!;
      own.left -= 1;
      if (own.left === 0) {
        result.data.set(scaled(own.sum, own.tokens, normalize), list * d);
        sums.delete(list);
      }
    }
    const pause = t % 1024 === 0 ? at.pass(t / listOf.length) : undefined;
    if (pause) await pause;
  }
  return result;
}

function scaled(sum: Float64Array, tokens: number, normalize: boolean): Float64Array {
  let squares = 0;
  for (const value of sum) squares += value * value;
  const length = normalize ? Math.sqrt(squares) : tokens;
  return length > 0 ? sum.map((value) => value / length) : sum;
}
