import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finish } from "../../../src/core/internal";
import { decodeSequence, sequencesFrom } from "../../../src/sequences";
import { canonicalSequences, subsetRows } from "../../../src/sequences/internal";
import { anyAction } from "../../helpers/any-sequences";

const logs = fc.array(fc.array(anyAction, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 });

describe("the sequences of some inputs", () => {
  test("in canonical order are the log of these inputs alone", async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), async (lists, drawn) => {
        const all = await sequencesFrom(lists);
        const kept = all.weights.map((weight, row) => (drawn[row] ? weight : 0));
        fc.pre(kept.some((weight) => weight > 0));
        const subset = finish(subsetRows(all, kept));
        const { sequences, rows } = finish(canonicalSequences(subset.sequences));
        const alone = await sequencesFrom(lists.filter((_, i) => drawn[all.rowOf[i]!]));
        for (const key of ["tokens", "offsets", "weights", "vocabulary"] as const) {
          expect(sequences[key]).toEqual(alone[key]);
        }
        for (const [place, row] of rows.entries()) {
          expect(decodeSequence(sequences, place)).toEqual(decodeSequence(all, subset.rows[row]!));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("of a whole log are the log", async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (lists) => {
        const all = await sequencesFrom(lists);
        const { sequences, rows } = finish(canonicalSequences(all));
        expect([...rows]).toEqual([...all.weights.keys()]);
        expect(sequences).toEqual(all);
      }),
      { numRuns: 100 },
    );
  });

  test("may be fewer of each row; their inputs stand by row, without names and times", async () => {
    const all = await sequencesFrom([...Array(5).fill("A -> B"), ...Array(3).fill("C"), "D"]);
    const { sequences, rows } = finish(subsetRows(all, Float64Array.of(2, 3, 0)));
    expect(rows).toEqual([0, 1]);
    expect([...sequences.weights]).toEqual([2, 3]);
    expect([...sequences.rowOf]).toEqual([0, 0, 1, 1, 1]);
    expect(sequences.vocabulary.actions).toBe(all.vocabulary.actions);
    const counts = Object.fromEntries(
      all.vocabulary.actions.map((action, i) => [action, sequences.vocabulary.counts[i]]),
    );
    expect(counts).toEqual({ A: 2, B: 2, C: 3, D: 0 });
    expect([sequences.ids, sequences.durations, sequences.clock]).toEqual([undefined, undefined, undefined]);
  });
});
