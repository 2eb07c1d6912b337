import fc from "fast-check";

/** Makes a value anew for each call, since a call may change or use up what it is given. */
export type Maker = () => unknown;

/** What a careless or hostile caller may hand over in the place of anything. */
export function hostileMaker(): fc.Arbitrary<Maker> {
  const anything = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
    fc.anything({ withNullPrototype: true, withObjectString: true, withTypedArray: true }),
    fc.double(),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const made = anything.map(
    (value): Maker =>
      () =>
        tame(value),
  );
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...MAKERS) }, { weight: 2, arbitrary: made });
}

/** Numbers that fit a type and ask for too much. */
export function hugeMaker(): fc.Arbitrary<Maker> {
  const values = [1e4, 1e6, 1e9, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 1e300, -1e9, 0, -0, 0.5, 1e-300];
  return fc.constantFrom(...values).map((value) => () => value);
}

const MAKERS: readonly Maker[] = [
  ...[undefined, null, true, false, 0, -0, -1, 0.5, 3, 1e9, 2 ** 31, 2 ** 53, NaN, Infinity, -Infinity, 5n].map(
    (value) => () => value,
  ),
  ...["", " ", "x", "__proto__", "constructor", "\ud800", "\0", "a\nb", "9".repeat(400), "->", "[1", "{}"].map(
    (value) => () => value,
  ),
  () => Symbol("s"),
  () => () => 1,
  () => async () => 1,
  () => function* () {},
  () => [],
  () => [[]],
  () => [[], [1]],
  () => [null],
  () => [undefined],
  () => [[null]],
  () => [["a"], null],
  () => new Array(5),
  () => [NaN],
  () => [[NaN]],
  () => [1, "2", 3],
  () => [[1, 2], [3]],
  () => ({}),
  () => Object.create(null),
  () => ({ length: -1 }),
  () => ({ length: 1e15 }),
  () => ({ length: 2, 0: 1 }),
  () => ({ toString: null, valueOf: null }),
  () => ({ constructor: 7 }),
  () => ({ rows: 3, cols: 2, data: new Float32Array(5) }),
  () => ({ rows: 1, cols: 1, data: [1] }),
  () => ({ rows: 1e9, cols: 1e9, data: new Float32Array(0) }),
  () => ({ tokens: new Uint32Array([9]), offsets: new Uint32Array([0, 1]) }),
  () => ({ method: "x" }),
  () => ({ data: null }),
  () => new Proxy({}, { get: throw_, ownKeys: throw_, has: throw_ }),
  () => new Proxy([], { get: throw_ }),
  () => cyclic(),
  () => nest(5000),
  () => new Date(NaN),
  () => new Map([[1, 2]]),
  () => new Set(["a"]),
  () => new WeakMap(),
  () => new Error("x"),
  () => /x/,
  () => new URL("http://host/x"),
  () => new Float32Array(3),
  () => Float32Array.of(NaN, 1),
  () => Float64Array.of(1, -1, Infinity),
  () => new Int32Array([-5, 7, 2 ** 30]),
  () => new Uint32Array(0),
  () => new BigInt64Array(2),
  () => new Uint8Array([1, 2, 3]),
  () => new ArrayBuffer(3),
  () => new DataView(new ArrayBuffer(8)),
  () => Promise.resolve(3),
  () => AbortSignal.abort(),
  () => new AbortController(),
  () => (function* () {})(),
  () => [].values(),
  () => globalThis,
  () => new (class Odd {})(),
];

/** An error of the caller's own: it may come through as it is. */
export class CallersError extends Error {}

function throw_(): never {
  throw new CallersError("thrown by what the caller gave");
}

function cyclic(): unknown {
  const object: Record<string, unknown> = {};
  object.self = object;
  return object;
}

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

/** Texts are also paths of files: none may lead out of the folder. */
function tame(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/^[/.~]+/, "").replaceAll("/", "_") : value;
}
