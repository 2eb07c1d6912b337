import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, sparseBlock } from "../../../src/kernels";

const entry = fc.record({ column: fc.integer({ min: 0, max: 8 }), value: fc.integer({ min: -9, max: 9 }) });

test("a sparse matrix times a tall one, scaled, shifted, less another: as the naive one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(entry, { maxLength: 6 }), { minLength: 9, maxLength: 9 }),
      fc.boolean(),
      (rows, less) => {
        using memory = KernelMemory.acquire();
        const entries = rows.flat();
        const sparse = {
          offsets: memory.int32(10),
          columns: memory.int32(entries.length),
          values: memory.float32(entries.length),
        };
        for (const [i, list] of rows.entries()) sparse.offsets[i + 1] = sparse.offsets[i]! + list.length;
        sparse.columns.set(entries.map(({ column }) => column));
        sparse.values.set(entries.map(({ value }) => value));
        const x = memory.float32(9 * 8).map((_, e) => (e % 7) - 3);
        const blocks = { x: memory.float32(72), before: memory.float32(72), out: memory.float32(72) };
        blocks.x.set(x);
        blocks.before.set(x.map((value) => 2 * value));
        const call = sparseBlock(
          [0, 9],
          sparse,
          2,
          { x: blocks.x, own: blocks.x, before: less ? blocks.before : undefined, out: blocks.out },
          {
            scale: 0.5,
            shift: 3,
          },
        );
        callKernel(memory.memory, call);
        for (const [i, list] of rows.entries()) {
          for (let c = 0; c < 8; c++) {
            const product = list.reduce((sum, { column, value }) => sum + value * x[column * 8 + c]!, 0);
            const expected = 0.5 * product + 3 * x[i * 8 + c]! - (less ? 2 * x[i * 8 + c]! : 0);
            expect(blocks.out[i * 8 + c]).toBe(expected);
          }
        }
      },
    ),
  );
});
