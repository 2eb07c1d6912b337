import type { Checkpoint } from "../../core/internal";
import { type Groups, inputsOf, mergedTypes } from "./groups";
import { type Permuted, permuted } from "./permuted";

/** Inputs of each cell in the earlier group and in the later one. */
export interface CellCounts {
  readonly earlier: Float64Array;
  readonly later: Float64Array;
}

/** Counts of the two groups by cell. */
export function cellCounts(groups: Groups, cellOf: Int32Array, cells: number): CellCounts {
  const merged = mergedTypes(groups, cellOf, cells);
  const later = inputsOf(merged, merged.later);
  return { later, earlier: inputsOf(merged, merged.totals).map((all, cell) => all - later[cell]!) };
}

/** Whether users spread differently over cells: Pearson's chi-square by permuting users. */
export function permutedCells(
  groups: Groups,
  cellOf: Int32Array,
  cells: number,
  settings: { permutations: number; seed: number },
  at: Checkpoint,
): Promise<Permuted> {
  return permuted(mergedTypes(groups, cellOf, cells), chiSquare, settings, at);
}

function chiSquare(later: Float64Array, all: Float64Array): number {
  let [sumLater, sumAll] = [0, 0];
  for (let cell = 0; cell < all.length; cell++) {
    sumLater += later[cell]!;
    sumAll += all[cell]!;
  }
  const share = sumAll === 0 ? 0 : sumLater / sumAll;
  if (share === 0 || share === 1) return 0;
  let statistic = 0;
  for (let cell = 0; cell < all.length; cell++) {
    if (all[cell] === 0) continue;
    const expected = all[cell]! * share;
    const off = later[cell]! - expected;
    statistic += (off * off) / (expected * (1 - share));
  }
  return statistic;
}
