import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Csr } from "../../../src/core";
import { checkpoint, toCsr, transposedCsr } from "../../../src/core/internal";
import { expectAbortMidway } from "../../helpers/abort";
import { sparseOf } from "../../helpers/sparse";

const at = checkpoint("turning", {});

/** [0 1 2], [0 0 0], [3 0 4] */
const small = (): Csr => ({
  offsets: Uint32Array.of(0, 2, 2, 4),
  columns: Uint32Array.of(1, 2, 0, 2),
  values: Float32Array.of(1, 2, 3, 4),
  rows: 3,
  cols: 3,
});

describe("transposedCsr", () => {
  test("gives the columns as rows, those without entries too", async () => {
    expect(await transposedCsr(small(), at)).toEqual({
      offsets: Uint32Array.of(0, 1, 2, 4),
      columns: Uint32Array.of(2, 0, 0, 2),
      values: Float32Array.of(3, 1, 2, 4),
      rows: 3,
      cols: 3,
    });
    const none = { offsets: Uint32Array.of(0), columns: new Uint32Array(0), values: new Float32Array(0), rows: 0 };
    expect(await transposedCsr({ ...none, cols: 2 }, at)).toEqual({
      ...none,
      offsets: new Uint32Array(3),
      rows: 2,
      cols: 0,
    });
  });

  test("is the dense matrix turned, of any shape", async () => {
    const matrices = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })).chain(([cols, rows]) =>
      fc.array(fc.array(fc.constantFrom(0, 0, 1, -2, 0.5), { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    await fc.assert(
      fc.asyncProperty(matrices, async (rows) => {
        const turned = rows[0]!.map((_, j) => rows.map((row) => row[j]!));
        expect(await transposedCsr(sparseOf(rows), at)).toEqual(sparseOf(turned));
      }),
    );
  });

  test("looks at the signal every 65,536 entries", async () => {
    const [rows, cols] = [3000, 100];
    const many: Csr = {
      offsets: Uint32Array.from({ length: rows + 1 }, (_, i) => i * cols),
      columns: Uint32Array.from({ length: rows * cols }, (_, p) => p % cols),
      values: new Float32Array(rows * cols).fill(1),
      rows,
      cols,
    };
    for (const past of [0, 0.5]) {
      await expectAbortMidway((follower) => transposedCsr(many, checkpoint("turning", follower)), { past });
    }
  });
});

describe("toCsr", () => {
  test("takes what fits together as it is", () => {
    const given = small();
    expect(toCsr("matrix", given)).toBe(given);
    const none = { offsets: Uint32Array.of(0), columns: new Uint32Array(0), values: new Float32Array(0) };
    expect(toCsr("matrix", { ...none, rows: 0, cols: 0 })).toEqual({ ...none, rows: 0, cols: 0 });
  });

  test.each<[string, unknown, Error]>([
    ["nothing", undefined, new TypeError('"matrix" expected a Csr, got undefined')],
    ["null", null, new TypeError('"matrix" expected a Csr, got null')],
    ["plain offsets", { offsets: [0, 2, 2, 4] }, new TypeError('"matrix" expected a Csr, got an object (Object)')],
    ["plain columns", { columns: [1, 2, 0, 2] }, new TypeError('"matrix" expected a Csr, got an object (Object)')],
    [
      "64-bit values",
      { values: new Float64Array(4) },
      new TypeError('"matrix" expected a Csr, got an object (Object)'),
    ],
    ["half a row", { rows: 2.5 }, new TypeError('"matrix" expected a Csr, got an object (Object)')],
    ["no columns given", { cols: undefined }, new TypeError('"matrix" expected a Csr, got an object (Object)')],
    [
      "too few offsets",
      { offsets: Uint32Array.of(0, 2, 4) },
      new RangeError(
        '"matrix" expected offsets, columns and values of 3 rows, got 3 offsets up to 4, 4 columns, 4 values',
      ),
    ],
    [
      "too many offsets",
      { offsets: Uint32Array.of(0, 2, 2, 4, 4) },
      new RangeError(
        '"matrix" expected offsets, columns and values of 3 rows, got 5 offsets up to 4, 4 columns, 4 values',
      ),
    ],
    [
      "a first offset that is not 0",
      { offsets: Uint32Array.of(1, 2, 2, 4) },
      new RangeError(
        '"matrix" expected offsets, columns and values of 3 rows, got 4 offsets up to 4, 4 columns, 4 values',
      ),
    ],
    [
      "fewer columns",
      { columns: Uint32Array.of(1, 2, 0) },
      new RangeError(
        '"matrix" expected offsets, columns and values of 3 rows, got 4 offsets up to 4, 3 columns, 4 values',
      ),
    ],
    [
      "fewer values",
      { values: Float32Array.of(1, 2, 3) },
      new RangeError(
        '"matrix" expected offsets, columns and values of 3 rows, got 4 offsets up to 4, 4 columns, 3 values',
      ),
    ],
    [
      "offsets that fall",
      { offsets: Uint32Array.of(0, 3, 2, 4) },
      new RangeError('"matrix" expected ascending offsets, got a fall in row 1'),
    ],
    [
      "a column beyond",
      { columns: Uint32Array.of(1, 3, 0, 2) },
      new RangeError('"matrix" expected ascending columns below 3, got 3 in row 0'),
    ],
    [
      "a column twice",
      { columns: Uint32Array.of(1, 2, 2, 2) },
      new RangeError('"matrix" expected ascending columns below 3, got 2 in row 2'),
    ],
    [
      "columns that fall",
      { columns: Uint32Array.of(2, 1, 0, 2) },
      new RangeError('"matrix" expected ascending columns below 3, got 1 in row 0'),
    ],
    [
      "infinity",
      { values: Float32Array.of(1, 2, 3, Infinity) },
      new RangeError('"matrix" expected finite numbers, got Infinity in row 2'),
    ],
  ])("refuses %s", (_, change, error) => {
    const given = change === undefined || change === null ? change : { ...small(), ...change };
    expect(() => toCsr("matrix", given as Csr)).toThrow(error);
  });
});
