import fc from "fast-check";
import { hostileMaker, hugeMaker, type Maker } from "./hostile-values";
import type { RecordedCall } from "./record-calls";

/** Arguments that are in some way wrong, and how. */
export interface WrongCall {
  readonly of: RecordedCall;
  readonly args: () => unknown[];
  readonly how: string;
}

/** A part of a call's arguments: `[1, "minClusterSize"]` is an option of the second. */
type Path = readonly (string | number)[];

/** Options that a function says it has, by its place in the call; none may reach the network. */
export type KnownOptions = ReadonlyMap<RecordedCall, readonly (readonly [position: number, name: string])[]>;

/** Wrong calls of these functions, each as often. */
export function wrongCall(calls: readonly RecordedCall[], options: KnownOptions): fc.Arbitrary<WrongCall> {
  const byName = new Map<string, fc.Arbitrary<WrongCall>[]>();
  for (const call of calls) {
    const others = byName.get(call.name) ?? [];
    byName.set(call.name, [...others, ...wrongCallsOf(call, options.get(call) ?? [], calls)]);
  }
  return fc.constantFrom(...byName.values()).chain((ways) => fc.oneof(...ways));
}

function wrongCallsOf(
  of: RecordedCall,
  options: readonly (readonly [number, string])[],
  calls: readonly RecordedCall[],
): fc.Arbitrary<WrongCall>[] {
  const { args } = of;
  const instead = (path: Path, make: Maker, how = path.join(".")): WrongCall => {
    return { of, how, args: () => withPart(args, path, make()) };
  };
  const place = fc.nat(Math.max(args.length - 1, 0));
  const paths = args.flatMap((arg, i) => pathsOf(arg, [i]));
  const ways = [
    fc.tuple(fc.nat(args.length), hostileMaker()).map(([at, make]) => instead([at], make)),
    fc.array(hostileMaker(), { maxLength: 4 }).map((makers): WrongCall => {
      return { of, how: "all arguments", args: () => makers.map((make) => make()) };
    }),
    fc.tuple(place, fc.constantFrom(...calls)).map(([at, other]) => {
      return instead([at], () => other.args[0], `argument ${at} from ${other.name}`);
    }),
  ];
  if (paths.length > 0) {
    const path = fc.constantFrom(...paths);
    ways.push(fc.tuple(path, hostileMaker()).map(([at, make]) => instead(at, make)));
    ways.push(fc.tuple(path, hugeMaker()).map(([at, make]) => instead(at, make)));
  }
  if (options.length > 0) {
    const option = fc.constantFrom(...options).map(([at, name]) => [at, ...name.split(".")] as Path);
    ways.push(fc.tuple(option, hostileMaker()).map(([at, make]) => instead(at, make)));
    ways.push(fc.tuple(option, hugeMaker()).map(([at, make]) => instead(at, make)));
  }
  return ways;
}

const DEEPEST = 4;
/** Of a list, so many items are tried. */
const ITEMS = 3;

/** Parts of plain data and of arrays. */
function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null || path.length >= DEEPEST) return [path];
  if (ArrayBuffer.isView(value)) {
    const { length } = value as Float32Array;
    return length > 0 ? [path, [...path, 0], [...path, length - 1], [...path, "length"]] : [path];
  }
  if (Array.isArray(value)) return [path, ...value.slice(0, ITEMS).flatMap((item, i) => pathsOf(item, [...path, i]))];
  if (Object.getPrototypeOf(value) !== Object.prototype) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

/** A copy in which one part is another; of what can be copied. */
function withPart(args: readonly unknown[], path: Path, value: unknown): unknown[] {
  return replaced(args, path, value) as unknown[];
}

function replaced(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (ArrayBuffer.isView(whole)) {
    const copy = (whole as Float32Array).slice();
    if (key === "length") return copy.slice(1);
    try {
      copy[key as number] = value as number;
    } catch {} // a bigint or a symbol: a list of numbers cannot hold it
    return copy;
  }
  const copy: Record<string | number, unknown> = (
    Array.isArray(whole) ? [...whole] : typeof whole === "object" && whole !== null ? { ...whole } : {}
  ) as Record<string | number, unknown>;
  Object.defineProperty(copy, key, {
    value: replaced(copy[key], rest, value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}
