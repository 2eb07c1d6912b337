import fc from "fast-check";
import { expect, test } from "vitest";
import type { Matrix } from "../../../src/core";
import { matrix } from "../../../src/core/internal";
import { callKernel, KernelMemory, nearestRows, rowPanels } from "../../../src/kernels";
import { anyMatrix } from "../../helpers/arbitraries";
import { nearestRows as naive } from "../../reference/nearest-rows";

function withKernel(queries: Matrix, rows: Matrix, k: number, measure: "distance" | "half-square") {
  using memory = KernelMemory.acquire();
  const groups = Math.ceil(queries.rows / 4) * 4;
  const padded = memory.rows(matrix(groups, queries.cols, resized(queries.data, groups * queries.cols)));
  const lists = { indices: memory.int32(queries.rows * k), distances: memory.float32(queries.rows * k), k };
  const range = [0, queries.rows] as const;
  const call = nearestRows(padded, range, rowPanels(memory, rows), measure, memory.float32(groups), lists);
  callKernel(memory.memory, call);
  return { indices: [...lists.indices], distances: [...lists.distances] };
}

function resized(data: Float32Array, length: number): Float32Array {
  const longer = new Float32Array(length);
  longer.set(data);
  return longer;
}

/** Coarse values, so that ties and duplicates are common. */
const coarse = anyMatrix({ maxRows: 40 }).map((m) =>
  matrix(
    m.rows,
    m.cols,
    m.data.map((x) => Math.round(x / 60)),
  ),
);

test.each([
  ["distances", "distance", false],
  ["half squares", "half-square", true],
] as const)("%s and their order equal the naive ones, bit for bit", (_, measure, half) => {
  fc.assert(
    fc.property(fc.oneof(anyMatrix({ maxRows: 40 }), coarse), fc.integer({ min: 1, max: 12 }), (rows, k) => {
      const kept = Math.min(k, rows.rows);
      expect(withKernel(rows, rows, kept, measure)).toEqual(naive(rows, rows, kept, { self: false, half }));
    }),
  );
});

test("neighbours whose roots tie are ordered by index though their squares differ", () => {
  const rows = matrix(
    40,
    1,
    Float32Array.from({ length: 40 }, (_, i) => (i === 0 ? 0 : 4096 + ((i * 7) % 3) / 4096)),
  );
  const wide = matrix(
    40,
    2,
    Float32Array.from({ length: 80 }, (_, i) => (i % 2 ? i / 1e4 : rows.data[i / 2]!)),
  );
  expect(withKernel(wide, wide, 39, "distance")).toEqual(naive(wide, wide, 39, { self: false }));
});
