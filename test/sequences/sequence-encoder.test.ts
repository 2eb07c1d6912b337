import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { raggedRow, raggedRows } from "../../src/core/internal";
import { readEvents } from "../../src/events";
import {
  type BuildSequencesOptions,
  buildSequences,
  decodeSequence,
  type SequenceOptions,
  sequencesFrom,
  type TokenizedSequences,
} from "../../src/sequences";
import { type EncodedSequences, sequenceEncoder } from "../../src/sequences/internal";
import { anyAction, anyInputs, anySequenceOptions } from "../helpers/any-sequences";
import { Cases } from "../helpers/cases";

/** As after saving and loading. */
function reloaded({ vocabulary, rules }: TokenizedSequences) {
  return sequenceEncoder(vocabulary, JSON.parse(JSON.stringify(rules)));
}

const rowsOf = (encoded: EncodedSequences) =>
  Array.from({ length: raggedRows(encoded) }, (_, row) => [...raggedRow(encoded, row)]);

test("unknown actions are kept as new tokens where asked for, all or those that are named", async () => {
  const { vocabulary, rules } = await sequencesFrom([["a", "b"], ["a"]], { collapseRepeats: "buckets" });
  const inputs = [["a", "x", "y"], ["z", "z"], ["y"]];
  const kept = (keepUnknown: boolean | ((action: string) => boolean)) => {
    const encoded = sequenceEncoder(vocabulary, rules, { keepUnknown })(inputs);
    const names = [...vocabulary.actions, ...encoded.newActions];
    return { rows: rowsOf(encoded).map((row) => row.map((token) => names[token])), unknown: [...encoded.unknown] };
  };
  expect(kept(true)).toEqual({ rows: [["a", "x", "y"], ["z×2"], ["y"]], unknown: [2, 2, 1] });
  expect(kept((action) => action !== "y")).toEqual({ rows: [["a", "x"], ["z×2"], []], unknown: [2, 2, 1] });
  expect(kept((action) => !action.startsWith("z×"))).toEqual({
    rows: [["a", "x", "y"], [], ["y"]],
    unknown: [2, 2, 1],
  });
  expect(kept(false)).toEqual({ rows: [["a"], [], []], unknown: [2, 2, 1] });
});

test("a known sequence gets its own row back, raw or rewritten, alone or among others", async () => {
  const cases = new Cases("left out", "kept");
  await fc.assert(
    fc.asyncProperty(anyInputs, anySequenceOptions, async (inputs, options) => {
      const sequences = await sequencesFrom(inputs, options);
      const encode = reloaded(sequences);
      const encoded = encode(inputs);
      const rows = rowsOf(encoded);
      for (const [input, row] of sequences.rowOf.entries()) {
        expect(rowsOf(encode([inputs[input]!]))).toEqual([rows[input]]);
        if (cases.when("left out", row < 0, "kept")) expect(encoded.reasons[input]).toBeDefined();
        else {
          expect(encoded.reasons[input]).toBeUndefined();
          expect(rows[input]).toEqual([...raggedRow(sequences, row)]);
          expect(rowsOf(encode([decodeSequence(sequences, row)]))).toEqual([rows[input]]);
        }
      }
    }),
    { numRuns: 200 },
  );
  cases.expectAll(20);
});

test("events get their rows back with sessions and pauses, and so do their tokens", async () => {
  const cases = new Cases("left out", "kept");
  const row = fc.record({
    user: fc.constantFrom("ann", "bob", "cleo"),
    action: anyAction,
    time: fc.integer({ min: 1, max: 100 }),
    session: fc.constantFrom("x", "y"),
  });
  const clockOptions: fc.Arbitrary<BuildSequencesOptions> = fc.record({
    unit: fc.constantFrom("user" as const, "session" as const),
    sessionGap: fc.constantFrom(10, 30),
    timeGaps: fc.constantFrom([], [5, 20]),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row), anySequenceOptions, clockOptions, async (rows, options, clock) => {
      const columns = { user: "user", action: "action", time: "time", session: "session", timeUnit: "ms" } as const;
      const events = await readEvents(rows, columns);
      const sequences = await buildSequences(events, { ...options, ...clock });
      const encode = reloaded(sequences);
      const encoded = encode(events);
      expect(encoded.ids).toEqual(sequences.ids);
      for (const [input, known] of sequences.rowOf.entries()) {
        if (cases.when("left out", known < 0, "kept")) continue;
        expect([...raggedRow(encoded, input)]).toEqual([...raggedRow(sequences, known)]);
        expect(rowsOf(encode([decodeSequence(sequences, known)]))).toEqual([[...raggedRow(sequences, known)]]);
      }
    }),
    { numRuns: 100 },
  );
  cases.expectAll(20);
});

describe("what was never seen", () => {
  const encoderOf = async (inputs: readonly string[], options: SequenceOptions) => {
    const sequences = await sequencesFrom(inputs, options);
    const encode = reloaded(sequences);
    return (path: string) => {
      const { tokens, unknown, reasons } = encode([path]);
      return [Array.from(tokens, (token) => sequences.vocabulary.actions[token]).join(" "), unknown[0], reasons[0]];
    };
  };

  test("is left out and counted", async () => {
    const encode = await encoderOf(["A -> B", "A"], { collapseRepeats: true, minLength: 1 });
    expect(encode("A -> new -> A -> B")).toEqual(["A B", 1, undefined]);
    expect(encode("new -> newer")).toEqual(["", 2, "unknown"]);
    expect(encode("")).toEqual(["", 0, "empty"]);
  });

  test("becomes the unknown token where there is one", async () => {
    const encode = await encoderOf(["A -> B -> A", "C -> A"], { minCount: 2 });
    expect(encode("new -> A -> B")).toEqual(["(other) A (other)", 2, undefined]);
  });

  test("still shows that time did not pass idly", async () => {
    const rows = ["A", "new", "B"].map((action, i) => ({ user: "ann", action, time: i * 20 }));
    const columns = { user: "user", action: "action", time: "time", timeUnit: "ms" } as const;
    const { vocabulary, rules } = await buildSequences(
      readEvents(
        rows.filter(({ action }) => action !== "new"),
        columns,
      ),
      { sessionGap: 30 },
    );
    const encode = sequenceEncoder(vocabulary, rules);
    const { tokens } = encode(await readEvents(rows, columns));
    expect(vocabulary.actions).toEqual(["(new session)", "A", "B"]);
    expect([...tokens]).toEqual([1, 2]);
  });

  test("interrupts a run that is counted, and not one that is collapsed", async () => {
    const inputs = ["A -> A -> B", "A"];
    expect((await encoderOf(inputs, { collapseRepeats: "buckets" }))("A -> new -> A")).toEqual(["A A", 1, undefined]);
    expect((await encoderOf(inputs, { collapseRepeats: true }))("A -> new -> A")).toEqual(["A", 1, undefined]);
  });

  test("takes its place when a sequence is cut", async () => {
    const encode = await encoderOf(["A -> B -> C"], { maxLength: 2 });
    expect(encode("A -> new -> B")).toEqual(["A", 1, undefined]);
  });

  test("is not taken for rare when it was only cut away", async () => {
    const inputs = ["A -> x -> rare -> B", "A -> x -> A -> B"];
    const sequences = await sequencesFrom(inputs, {
      maxLength: 2,
      keep: "last",
      minCount: 2,
      collapseRepeats: "buckets",
    });
    expect(sequences.rules.rename).toEqual([["x", "x"]]);
    expect(rowsOf(reloaded(sequences)([inputs[0]!]))).toEqual([[...raggedRow(sequences, sequences.rowOf[0]!)]]);
  });

  test("is too short as before", async () => {
    const encode = await encoderOf(["A -> B", "A"], { minLength: 2 });
    expect(encode("A -> new")).toEqual(["A", 1, "tooShort"]);
  });

  test("takes the nearest length of a run", async () => {
    const encode = await encoderOf(["A -> A", "B -> B -> B -> C", "C -> C -> C -> C -> C -> C"], {
      collapseRepeats: "buckets",
    });
    expect(encode("A -> B -> B -> C -> C -> C")).toEqual(["A×2 B×3-5 C", 0, undefined]);
    expect(encode(Array(50).fill("A").join(" -> "))).toEqual(["A×2", 0, undefined]);
    expect(encode("A×2 -> B×3-5 -> C×6-10")).toEqual(["A×2 B×3-5 C×6-10", 0, undefined]);
  });

  test("an action without its bucket is unknown where runs are not written in buckets", async () => {
    const encode = await encoderOf(["A×2 -> B"], {});
    expect(encode("A -> B")).toEqual(["B", 1, undefined]);
  });
});

test("what is no sequence is refused", async () => {
  const encode = reloaded(await sequencesFrom(["A"]));
  expect(() => encode("A" as never)).toThrow(
    new TypeError('"sequences" expected an array of arrays of actions or of arrow paths, got "A"'),
  );
  expect(() => encode([["A", null]] as never)).toThrow('"sequences" expected actions as text, got null at position 0');
});
