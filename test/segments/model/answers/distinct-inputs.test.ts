import fc from "fast-check";
import { expect, test } from "vitest";
import { raggedOf, raggedRow } from "../../../../src/core/internal";
import { distinctInputs } from "../../../../src/segments/model/answers/distinct-inputs";

const token = fc.constantFrom(0, 1, 7, 0x7fff, 0x8000, 0x8001, 0xffff, 0x10000, 2 ** 30);
const input = fc.record({
  row: fc.array(token, { maxLength: 4 }),
  unknown: fc.integer({ min: 0, max: 2 }),
});

test("inputs share a row when their tokens and what was left out are the same, and only then", () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 30 }), (inputs) => {
      const encoded = {
        ...raggedOf(inputs.map(({ row }) => Uint32Array.from(row))),
        unknown: Uint32Array.from(inputs, ({ unknown }) => unknown),
        reasons: inputs.map(({ row, unknown }) =>
          row.length > 0 ? undefined : unknown > 0 ? ("unknown" as const) : ("empty" as const),
        ),
        newActions: [],
      };
      const distinct = distinctInputs(encoded);
      const texts = inputs.map((one) => JSON.stringify(one));
      for (const [i, text] of texts.entries()) {
        const row = distinct.rowOf[i]!;
        expect([...raggedRow(distinct, row)]).toEqual(inputs[i]!.row);
        expect(distinct.unknown[row]).toBe(inputs[i]!.unknown);
        expect(distinct.reasons[row]).toBe(encoded.reasons[i]);
        for (const [j, other] of texts.entries()) expect(distinct.rowOf[j] === row).toBe(text === other);
      }
      expect(new Set(distinct.keys).size).toBe(new Set(texts).size);
    }),
    { numRuns: 300 },
  );
});
