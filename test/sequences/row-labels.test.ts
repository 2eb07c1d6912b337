import { describe, expect, expectTypeOf, test } from "vitest";
import { labelsOfInputs, sequencesFrom, type summarizeSegments } from "../../src";
import type { selectionScore } from "../../src/selection";
import type { SavingsCode } from "../../src/selection/internal";
import { asRowLabels, labelledRows, type RowLabels } from "../../src/sequences/internal";

const sequences = await sequencesFrom(["B", "A -> B", "", "A -> B", "C", "B", "A -> B"], { minLength: 1 });

describe("labelsOfInputs", () => {
  test("gives each input the label of its sequence, in input order, and those left out none", () => {
    const texts = [...sequences.rowOf].map((row) => (row < 0 ? -1 : row));
    expect([...labelsOfInputs(sequences, [7, 8, 9])]).toEqual(texts.map((row) => (row < 0 ? -1 : 7 + row)));
    expect(sequences.rowOf[2]).toBe(-1);
  });

  test("says how many there should be", () => {
    expect(() => labelsOfInputs(sequences, [0, 1])).toThrow(
      new RangeError('"rowLabels" expected 3 labels, one per distinct sequence, got 2'),
    );
  });
});

describe("labels of inputs, read for rows", () => {
  test("are those of the rows, where equal sequences agree", () => {
    const { labels, sequences: rows, pathOf } = labelledRows(sequences, labelsOfInputs(sequences, [2, -1, 0]));
    expect([...labels]).toEqual([2, -1, 0]);
    expect(rows).toBe(sequences);
    expect([...pathOf]).toEqual([0, 1, 2]);
  });

  test("where they disagree, the commonest stays and the others are rows of their own, in any order of inputs", async () => {
    const given = [0, 3, 9, 1, 2, 0, 1];
    const { labels, sequences: rows, pathOf } = labelledRows(sequences, given);
    expect([...pathOf]).toEqual([0, 1, 2, 0]);
    expect([...labels]).toEqual([1, 0, 2, 3]);
    expect([...rows.weights]).toEqual([2, 2, 1, 1]);
    expect([...rows.offsets]).toEqual([...sequences.offsets, sequences.offsets.at(-1)! + 2]);
    const reversed = await sequencesFrom(["A -> B", "B", "C", "A -> B", "", "A -> B", "B"], { minLength: 1 });
    expect(labelledRows(reversed, given.toReversed())).toMatchObject({ labels, pathOf });
  });

  test("say how many there should be", () => {
    expect(() => labelledRows(sequences, [0, 1, 2])).toThrow(
      new RangeError('"labels" expected 7 labels, one per input, got 3'),
    );
  });
});

test("labels of rows and of inputs do not pass for each other", () => {
  expectTypeOf<RowLabels>().not.toExtend<Parameters<typeof selectionScore>[1]>();
  expectTypeOf<RowLabels>().not.toExtend<Parameters<typeof summarizeSegments>[1]>();
  expectTypeOf<Int32Array>().not.toExtend<Parameters<SavingsCode["savings"]>[0][number]>();
  expectTypeOf<Int32Array>().toExtend<Parameters<typeof selectionScore>[1]>();
  expect(asRowLabels(Int32Array.of(1))).toEqual(Int32Array.of(1));
});
