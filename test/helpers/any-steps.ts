import fc from "fast-check";
import type { PrepareStep } from "../../src/sequences";

const anyNames = fc.constantFrom("A", ["B", "C"], "*", ["_*", "D"], ["A", "START"]);
const anyPattern = fc.constantFrom(
  "A",
  "A -> ... -> B",
  "[^C]+",
  "START -> A",
  "B{2,}",
  "(A -> B)+",
  "C -> END",
  "A*",
  "X",
);
const anyDuration = fc.constantFrom(5, 20, "30ms", 60);
const anyAnchor = fc.constantFrom("first" as const, "last" as const);

/** Steps that need no times; `timed` adds those that do. */
function anyStep(timed: boolean): fc.Arbitrary<PrepareStep> {
  const ifTimed = <T>(arbitrary: fc.Arbitrary<T>) =>
    timed ? fc.option(arbitrary, { nil: undefined }) : fc.constant(undefined);
  return fc.oneof(
    fc.record({ step: fc.constantFrom("keep" as const, "drop" as const), actions: anyNames }),
    fc.record({
      step: fc.constant("cleanNames" as const),
      rules: fc.constantFrom(
        [{ match: "^[AB]$", alias: "AB" }],
        [{ match: ".", alias: "" }],
        [
          { match: "_+", alias: "-" },
          { match: "-", alias: "/12" },
        ],
      ),
    }),
    fc.record({ step: fc.constant("cleanUrls" as const), ids: fc.constantFrom<string | false>("<id>", "A", false) }),
    fc.record({ step: fc.constant("group" as const), actions: anyNames, name: fc.constantFrom("A", "GROUP") }),
    fc.record({ step: fc.constant("group" as const), pattern: anyPattern, name: fc.constantFrom("B", "GROUP") }),
    fc.record({
      step: fc.constant("markers" as const),
      start: fc.constantFrom<string | false>("START", "A", false),
      end: fc.constantFrom<string | false>("END", "B", false),
      lostAfter: ifTimed(anyDuration),
    }),
    fc
      .record({
        step: fc.constant("truncate" as const),
        from: fc.option(anyPattern, { nil: undefined }),
        fromMatch: anyAnchor,
        to: fc.option(anyPattern, { nil: undefined }),
        toMatch: anyAnchor,
        missing: fc.constantFrom("keep" as const, "drop" as const),
      })
      .filter(({ from, to }) => from !== undefined || to !== undefined),
    fc.record({
      step: fc.constant("keepPaths" as const),
      minLength: fc.integer({ min: 1, max: 3 }),
      maxLength: fc.constantFrom(undefined, 3, 8),
      matching: fc.option(anyPattern, { nil: undefined }),
      notMatching: fc.option(anyPattern, { nil: undefined }),
      minSpan: ifTimed(anyDuration),
      maxSpan: ifTimed(anyDuration),
    }),
    fc.record({
      step: fc.constant("sessions" as const),
      gap: ifTimed(anyDuration),
      start: fc.constantFrom(undefined, "A"),
      end: fc.constantFrom(undefined, "B"),
      separator: fc.constantFrom("C", ["D", "_*"]),
    }),
    fc.record({
      step: fc.constant("dropRobots" as const),
      maxEvents: fc.integer({ min: 1, max: 8 }),
      maxShare: fc.constantFrom(undefined, 0.2, 0.6, 1),
      maxRate: ifTimed(fc.record({ events: fc.integer({ min: 1, max: 3 }), within: anyDuration })),
    }),
  );
}

/** A few steps of every kind. */
export function anySteps(timed: boolean): fc.Arbitrary<PrepareStep[]> {
  return fc.array(anyStep(timed), { minLength: 1, maxLength: 4 });
}
