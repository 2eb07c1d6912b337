import type { Matrix } from "../../core";
import { matrix } from "../../core/internal";

/** By what each block of columns is multiplied, so that both have the same variance in all, times the weight of figures. */
export interface BlockScales {
  readonly figures: number;
  readonly paths: number;
}

/** The scales of two blocks of the same rows; a block without variance keeps its own. */
export function blockScales(figures: Matrix, paths: Matrix, weights: Float64Array, weight: number): BlockScales {
  const scaleOf = (block: Matrix) => {
    const variance = totalVariance(block, weights);
    return variance > 0 ? 1 / Math.sqrt(variance) : 1;
  };
  return { figures: weight * scaleOf(figures), paths: scaleOf(paths) };
}

/** The two blocks side by side: figures first. */
export function joinBlocks(figures: Matrix, paths: Matrix, scales: BlockScales): Matrix {
  const joined = matrix(figures.rows, figures.cols + paths.cols);
  for (let row = 0; row < joined.rows; row++) {
    const at = row * joined.cols;
    for (let j = 0; j < figures.cols; j++)
      joined.data[at + j] = scales.figures * figures.data[row * figures.cols + j]! + 0;
    for (let j = 0; j < paths.cols; j++) {
      joined.data[at + figures.cols + j] = scales.paths * paths.data[row * paths.cols + j]! + 0;
    }
  }
  return joined;
}

/** The sum of the variances of the columns. */
function totalVariance({ data, rows, cols }: Matrix, weights: Float64Array): number {
  let inputs = 0;
  for (const weight of weights) inputs += weight;
  let variance = 0;
  for (let j = 0; j < cols; j++) {
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += (weights[row]! * data[row * cols + j]!) / inputs;
    for (let row = 0; row < rows; row++) {
      const distance = data[row * cols + j]! - mean;
      variance += (weights[row]! * distance * distance) / inputs;
    }
  }
  return variance;
}
