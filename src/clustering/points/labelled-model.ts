import type { Matrix, Vectors } from "../../core";
import { checkPlainData, isMatrix, NOISE, pickRows, readOptions, row } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { nearestCenters } from "../partition/nearest-centers";
import { findPoint } from "./find-point";
import { readNewRows } from "./weighted-points";

/** What {@link LabelledModel} is made of. */
export interface LabelledModelData {
  /** The distinct rows of the fit, in lexicographic order. */
  readonly vectors: Matrix;
  /** The cluster of each, -1 for none. */
  readonly pointLabels: Int32Array;
  /** How far each takes in new rows: 0 for not at all, Infinity for any that are nearest to it. */
  readonly reach: Float64Array;
}

/**
 * Rows with labels, the nearest of which new rows follow. Its fields are plain data: a copy of them makes it again.
 */
export class LabelledModel implements LabelledModelData {
  readonly vectors: Matrix;
  readonly pointLabels: Int32Array;
  readonly reach: Float64Array;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor(data: LabelledModelData) {
    checkPlainData(isLabelled(data), "a clustering by its rows");
    this.vectors = data.vectors;
    this.pointLabels = data.pointLabels;
    this.reach = data.reach;
  }

  /**
   * The clusters of new rows: that of the nearest row of the fit that takes in others, where it reaches so far, else -1;
   * of several at the same distance, the one whose first differing coordinate is smaller. The rows of the fit keep
   * their labels.
   *
   * @param vectors m rows of as many finite numbers.
   * @param run workers, progress and abort.
   * @returns for each row the number of its cluster, -1 for none.
   * @throws RangeError when rows have another number of columns, or a number is not finite.
   */
  async apply(vectors: Vectors, run: RunOptions = {}): Promise<Int32Array> {
    const settings = readOptions(run, RUN_OPTIONS);
    settings.signal?.throwIfAborted();
    const rows = readNewRows(vectors, this.vectors.cols);
    const labels = new Int32Array(rows.rows).fill(NOISE);
    const unknown: number[] = [];
    for (let i = 0; i < rows.rows; i++) {
      const point = findPoint(this.vectors, row(rows, i));
      if (point < 0) unknown.push(i);
      else labels[i] = this.pointLabels[point]!;
    }
    const takers = [...this.reach.keys()].filter((point) => this.reach[point]! > 0);
    if (unknown.length === 0 || takers.length === 0) return labels;
    const found = await nearestCenters(pickRows(rows, unknown), pickRows(this.vectors, takers), settings);
    for (const [query, i] of unknown.entries()) {
      const taker = takers[found.labels[query]!]!;
      if (Math.sqrt(found.squares[query]!) <= this.reach[taker]!) labels[i] = this.pointLabels[taker]!;
    }
    return labels;
  }
}

function isLabelled({ vectors, pointLabels, reach }: Partial<LabelledModelData>): boolean {
  return (
    isMatrix(vectors) &&
    pointLabels instanceof Int32Array &&
    pointLabels.length === vectors.rows &&
    reach instanceof Float64Array &&
    reach.length === vectors.rows &&
    reach.every((far) => far >= 0)
  );
}
