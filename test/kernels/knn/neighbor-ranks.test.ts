import fc from "fast-check";
import { expect, test } from "vitest";
import type { Matrix } from "../../../src/core";
import { matrix } from "../../../src/core/internal";
import { callKernel, KernelMemory, neighborRanks, rankScratch, rowPanels } from "../../../src/kernels";
import { anyMatrix } from "../../helpers/arbitraries";
import { anyPoints } from "../../helpers/points";
import { neighborRanks as naive } from "../../reference/neighbor-ranks";

/** Ranks of all other rows, ascending by index; the scratch is dirty. */
function withKernel(rows: Matrix, measure: "distance" | "half-square"): number[][] {
  using memory = KernelMemory.acquire();
  const n = rows.rows;
  const k = n - 1;
  const groups = Math.ceil(n / 4) * 4;
  const longer = new Float32Array(groups * rows.cols);
  longer.set(rows.data);
  const queries = memory.rows(matrix(groups, rows.cols, longer));
  const targets = memory.int32(n * k);
  for (let i = 0; i < n; i++) for (let t = 0; t < k; t++) targets[i * k + t] = t < i ? t : t + 1;
  const ranks = memory.int32(n * k);
  const scratch = memory.float32(rankScratch(n)).fill(Number.NaN);
  const task = { targets, k, scratch, ranks };
  callKernel(memory.memory, neighborRanks(queries, [0, n], rowPanels(memory, rows), measure, task));
  return Array.from({ length: n }, (_, i) => [...ranks.subarray(i * k, (i + 1) * k)]);
}

test.each([
  ["distances", "distance"],
  ["half squares", "half-square"],
] as const)("ranks by %s equal the naive ones, ties by index", (_, measure) => {
  fc.assert(
    fc.property(fc.oneof(anyMatrix({ maxRows: 40 }), anyPoints()), (rows) => {
      const expected = naive(rows, { half: measure === "half-square" }).map((ranks) =>
        [...ranks].sort(([a], [b]) => a - b).map(([, rank]) => rank),
      );
      expect(withKernel(rows, measure)).toEqual(expected);
    }),
  );
});
