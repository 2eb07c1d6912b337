import fc from "fast-check";
import { expect, test } from "vitest";
import { batchesOf } from "../../../src/embedding/sentence-bert/batches";
import type { EncodedTexts } from "../../../src/embedding/sentence-bert/protocol";
import { distinctTokenRows } from "../../../src/embedding/sentence-bert/token-rows";
import { Cases } from "../../helpers/cases";

const anyTexts = fc.array(fc.array(fc.nat(3), { minLength: 2, maxLength: 6 }), { maxLength: 40 });

test("texts of the same tokens become one row, in order of first sight, across parts", () => {
  fc.assert(
    fc.property(anyTexts, fc.nat(40), (texts, cut) => {
      const rows = distinctTokenRows([encoded(texts.slice(0, cut)), encoded(texts.slice(cut))]);
      const distinct = [...new Set(texts.map((ids) => ids.join()))];
      expect(rows.offsets).toHaveLength(distinct.length + 1);
      expect([...rows.rowOf]).toEqual(texts.map((ids) => distinct.indexOf(ids.join())));
      for (const [r, ids] of distinct.entries()) {
        expect(rows.ids.subarray(rows.offsets[r], rows.offsets[r + 1]).join()).toBe(ids);
      }
      expect([...rows.whole]).toEqual(texts.map((ids) => ids.length));
    }),
  );
});

test("batches hold each row once, of one length, longest first, within the bound of tokens", () => {
  const cases = new Cases("several rows", "alone");
  fc.assert(
    fc.property(anyTexts, fc.integer({ min: 1, max: 30 }), fc.boolean(), (texts, batchTokens, alone) => {
      const rows = distinctTokenRows([encoded(texts)]);
      const all = [...rows.offsets.subarray(1).keys()];
      const batches = batchesOf(rows, all, batchTokens, alone);
      expect(batches.flatMap((batch) => batch.rows).sort((a, b) => a - b)).toEqual(all);
      const lengths = batches.map(({ length }) => length);
      expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
      for (const batch of batches) {
        for (const row of batch.rows) expect(rows.offsets[row + 1]! - rows.offsets[row]!).toBe(batch.length);
        if (cases.when("several rows", batch.rows.length > 1)) {
          expect(batch.rows.length * batch.length).toBeLessThanOrEqual(batchTokens);
        }
        if (cases.when("alone", alone)) expect(batch.rows).toHaveLength(1);
      }
    }),
    { numRuns: 100 },
  );
  cases.expectAll(20);
});

function encoded(texts: readonly (readonly number[])[]): EncodedTexts {
  const offsets = Uint32Array.from([0, ...texts.map((_, i) => texts.slice(0, i + 1).flat().length)]);
  const lengths = texts.map((ids) => ids.length);
  return {
    ids: Int32Array.from(texts.flat()),
    offsets,
    whole: Float64Array.from(lengths),
    kept: Uint32Array.from(lengths),
    unknown: new Uint32Array(texts.length),
  };
}
