import fc from "fast-check";
import type { Tree } from "../../src/segments/file/artefact";

type Fields = Record<string, Tree>;
type Path = readonly (string | number)[];

/** A change of one part of a tree. */
export interface Mutation {
  readonly path: Path;
  readonly how: string;
  /** The tree with this part changed. */
  readonly tree: Tree;
}

/** Changes of any part of a tree: values of another kind, wrong numbers, parts that are missing or of another length. */
export function mutationOf(tree: Tree): fc.Arbitrary<Mutation> {
  const paths = pathsOf(tree);
  return fc.tuple(fc.constantFrom(...paths), fc.nat(0xffffffff), fc.nat(0xffffffff)).map(([path, kind, place]) => {
    const value = at(tree, path);
    const ways = waysFor(value);
    const [how, changed] = ways[kind % ways.length]!;
    return { path, how, tree: replaced(tree, path, changed(value as never, place)) };
  });
}

type Way = readonly [how: string, changed: (value: never, place: number) => Tree];

const NUMBERS = [0, -1, 1, 0.5, -0.5, 7, 1e6, 1e9, 2 ** 31, 2 ** 53, 1e300, -1e300, 1e-300];
const OTHERS: readonly Tree[] = [null, true, false, 0, -1, "", "x", "__proto__", [], {}, [1], ["a"], { a: 1 }];

const REPLACED: Way = ["another kind", (_: unknown, place) => OTHERS[place % OTHERS.length]!];
const MISSING: Way = ["missing", () => undefined];

function waysFor(value: Tree): readonly Way[] {
  if (ArrayBuffer.isView(value)) return [...OF_ARRAYS, REPLACED, MISSING];
  if (typeof value === "number")
    return [["another number", (_: number, place) => NUMBERS[place % NUMBERS.length]!], REPLACED, MISSING];
  if (typeof value === "string")
    return [["another text", (text: string, place) => (place % 2 ? `${text}x` : text.slice(1))], REPLACED, MISSING];
  if (Array.isArray(value)) return [...OF_LISTS, REPLACED, MISSING];
  return [REPLACED, MISSING];
}

const OF_LISTS: readonly Way[] = [
  ["shorter", (list: readonly Tree[]) => list.slice(1)],
  ["longer", (list: readonly Tree[]) => [...list, list[0] ?? 0]],
  ["reversed", (list: readonly Tree[]) => [...list].reverse()],
  [
    "an item twice",
    (list: readonly Tree[], place) => list.map((item, i) => (i === place % list.length ? list[0] : item)),
  ],
];

const OF_ARRAYS: readonly Way[] = [
  ["one number", (array: Float64Array, place) => changedAt(array, place, NUMBERS[place % NUMBERS.length]!)],
  ["one number more", (array: Float64Array, place) => changedAt(array, place, array[place % array.length]! + 1)],
  ["all numbers", (array: Float64Array, place) => array.map(() => NUMBERS[place % NUMBERS.length]!)],
  ["shorter", (array: Float64Array) => array.slice(1)],
  ["empty", (array: Float64Array) => array.slice(0, 0)],
  ["reversed", (array: Float64Array) => array.slice().reverse()],
  [
    "another type",
    (array: Float64Array) => (array instanceof Float64Array ? Float32Array.from(array) : Float64Array.from(array)),
  ],
  ["shuffled", (array: Float64Array, place) => array.map((_, i) => array[(i * 7 + place) % array.length]!)],
];

function changedAt(array: Float64Array, place: number, value: number): Tree {
  if (array.length === 0) return array;
  const copy = array.slice();
  copy[place % copy.length] = value;
  return copy;
}

/** Every part of a tree but the tree itself. */
function pathsOf(value: Tree, path: Path = []): Path[] {
  const own = path.length > 0 ? [path] : [];
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return own;
  const items = Array.isArray(value) ? value.slice(0, 3).map((item, i) => [i, item] as const) : Object.entries(value);
  return [...own, ...items.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function at(value: Tree, path: Path): Tree {
  return path.reduce<Tree>((found, key) => (found as Fields)[key], value);
}

function replaced(value: Tree, [key, ...rest]: Path, by: Tree): Tree {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Fields) }) as Fields;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}
