import fc from "fast-check";
import type { SequenceOptions } from "../../src";

/** Actions that repeat each other, and names that trip objects up. */
export const anyAction: fc.Arbitrary<string> = fc.constantFrom("A", "B", "C", "__proto__", "constructor", "🎮 x", "D");

export const anyInputs: fc.Arbitrary<string[][]> = fc.array(
  fc.oneof(
    fc.array(anyAction, { maxLength: 6 }),
    fc.array(fc.constantFrom("A", "B"), { maxLength: 3 }),
    fc.tuple(anyAction, fc.integer({ min: 1, max: 14 })).map(([action, times]) => Array<string>(times).fill(action)),
  ),
  { maxLength: 25 },
);

/** Every option that a sequence of actions can be made with; renaming groups C and D and leaves B out. */
export const anySequenceOptions: fc.Arbitrary<SequenceOptions> = fc
  .record({
    collapseRepeats: fc.constantFrom(false, true, "buckets" as const),
    minLength: fc.integer({ min: 1, max: 3 }),
    maxLength: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    keep: fc.constantFrom("first" as const, "last" as const),
    minCount: fc.integer({ min: 1, max: 4 }),
    rename: fc.constantFrom(undefined, (action: string) =>
      action === "C" || action === "D" ? "group" : action === "B" ? null : action,
    ),
  })
  .map(
    (options) =>
      Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as SequenceOptions,
  );
