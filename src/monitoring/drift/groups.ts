import { randomStream } from "../../core/internal";
import type { Paths } from "./read-paths";

/**
 * Two groups of users as what they count: each user (or as many as are alike) adds inputs to some types. A type is a distinct path
 * with its segment.
 */
export interface Groups {
  /** Number of types. */
  readonly types: number;
  /** Users of each unit, in both groups, and those of the later one; users of one unit are alike. */
  readonly totals: Float64Array;
  readonly later: Float64Array;
  /** Types to which a user of the unit adds, once an entry: `typeOf[offsets[u] .. offsets[u + 1]]`. */
  readonly offsets: Int32Array;
  readonly typeOf: Int32Array;
}

/**
 * The users of two populations, whose rows are types: those of the earlier one first. Where every user has one input, users of a type are
 * alike; of sessions each user is a unit.
 */
export function groupsOf(earlier: Paths, later: Paths): Groups {
  const shift = earlier.lists.length;
  const types = shift + later.lists.length;
  if (earlier.users === earlier.rowOf.length && later.users === later.rowOf.length) {
    const totals = Float64Array.from([...earlier.weights, ...later.weights]);
    const ofLater = totals.map((total, type) => (type < shift ? 0 : total));
    return { types, totals, later: ofLater, ...identity(types) };
  }
  const units: number[][] = Array.from({ length: earlier.users + later.users }, () => []);
  for (const [input, row] of earlier.rowOf.entries()) units[earlier.userOf[input]!]!.push(row);
  for (const [input, row] of later.rowOf.entries()) units[earlier.users + later.userOf[input]!]!.push(shift + row);
  const offsets = new Int32Array(units.length + 1);
  for (const [unit, own] of units.entries()) offsets[unit + 1] = offsets[unit]! + own.length;
  return {
    types,
    totals: new Float64Array(units.length).fill(1),
    later: Float64Array.from(units, (_, unit) => (unit < earlier.users ? 0 : 1)),
    offsets,
    typeOf: Int32Array.from(units.flat()),
  };
}

/** The same with types merged: `kindOf` gives the new type of each. */
export function mergedTypes(groups: Groups, kindOf: Int32Array, kinds: number): Groups {
  const { totals, later, offsets, typeOf, types } = groups;
  if (!isPlain(groups)) return { ...groups, types: kinds, typeOf: typeOf.map((type) => kindOf[type]!) };
  const merged = { totals: new Float64Array(kinds), later: new Float64Array(kinds) };
  for (let type = 0; type < types; type++) {
    merged.totals[kindOf[type]!]! += totals[type]!;
    merged.later[kindOf[type]!]! += later[type]!;
  }
  return { types: kinds, ...merged, ...(offsets.length === kinds + 1 ? { offsets, typeOf } : identity(kinds)) };
}

/** A random half of the users of each group, and the other half. */
export function halvesOf(groups: Groups, seed: number): readonly [Groups, Groups] {
  const random = randomStream(seed, "monitoring/split");
  const { totals, later } = groups;
  const first = { totals: new Float64Array(totals.length), later: new Float64Array(totals.length) };
  for (let unit = 0; unit < totals.length; unit++) {
    for (let user = 0; user < totals[unit]!; user++) {
      if (random.uniform(unit, user) >= 0.5) continue;
      first.totals[unit]! += 1;
      if (user < later[unit]!) first.later[unit]! += 1;
    }
  }
  const rest = {
    totals: totals.map((total, unit) => total - first.totals[unit]!),
    later: later.map((users, unit) => users - first.later[unit]!),
  };
  return [
    { ...groups, ...first },
    { ...groups, ...rest },
  ];
}

/** Whether each unit is one type, the one of its number. */
export function isPlain({ types, totals, typeOf }: Groups): boolean {
  return types === totals.length && types === typeOf.length && typeOf.every((type, unit) => type === unit);
}

/** Inputs of each type, for this many users of each unit. */
export function inputsOf({ types, offsets, typeOf }: Groups, users: Float64Array): Float64Array {
  const inputs = new Float64Array(types);
  for (let unit = 0; unit < users.length; unit++) {
    if (users[unit] === 0) continue;
    for (let e = offsets[unit]!; e < offsets[unit + 1]!; e++) inputs[typeOf[e]!]! += users[unit]!;
  }
  return inputs;
}

function identity(types: number): Pick<Groups, "offsets" | "typeOf"> {
  return {
    offsets: Int32Array.from({ length: types + 1 }, (_, i) => i),
    typeOf: Int32Array.from({ length: types }, (_, i) => i),
  };
}
