import { integer, isArrayOf, isWithin, number, wrongType } from "../core/internal";
import { parsePath } from "../sequences";
import type { BeginningRead, ReadSettings } from "./beginning";
import { UNDECIDED } from "./decision";
import { LOOKS } from "./looks";
import type { PrefixLawsData } from "./prefix-laws-data";
import { areFigures, isNumbers, isRegression, isSparseCounts } from "./sound-data";
import { TEMPER_FIELDS } from "./temper";

/** Whether a value is the plain data of laws, each part of which fits the others. */
export function isPrefixLawsData(data: PrefixLawsData): boolean {
  const { actions, users, contexts, symbols, parents, tokens, tempers, regression, misses, surprises, table } = data;
  if (!Array.isArray(actions) || !(users instanceof Float64Array) || users.length === 0) return false;
  const classes = users.length;
  return (
    isArrayOf("string", actions) &&
    Number.isInteger(data.seed) &&
    [contexts, symbols].every((found) => isNumbers(found, contexts?.length, 0, actions.length)) &&
    isSparseCounts(data.transitions, contexts.length, classes) &&
    isNumbers(tokens, parents?.length, 0, Math.max(0, actions.length - 1)) &&
    parents instanceof Uint32Array &&
    parents.length > 0 &&
    parents.every((parent, node) => parent < Math.max(1, node)) &&
    isSparseCounts(data.beginnings, parents.length, classes) &&
    tempers instanceof Float64Array &&
    tempers.length === LOOKS.length * TEMPER_FIELDS.length &&
    tempers.every((power) => power >= 0 && power <= 10) &&
    (regression === undefined || isRegression(regression, classes)) &&
    areFigures(misses, LOOKS.length) &&
    areFigures(surprises, LOOKS.length + 1) &&
    Array.isArray(table)
  );
}

/** Actions never seen. */
export const UNKNOWN = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

/** @throws TypeError where tokens are no list of numbers. */
export function checkTokens(tokens: ArrayLike<number>): void {
  if (tokens instanceof Uint32Array) return; // as assignment reads them, one path after the other
  if (!isArrayOf("number", tokens))
    throw wrongType("tokens", "a Uint32Array or an array of numbers of actions", tokens);
}

/** @throws TypeError where they are no paths. */
export function checkedPaths(paths: readonly (readonly string[] | string)[]): (readonly string[])[] {
  if (!Array.isArray(paths)) throw wrongType("beginnings", "an array of lists of actions or arrow paths", paths);
  return Array.from(paths, (path) => {
    if (typeof path === "string") return parsePath(path);
    if (!Array.isArray(path)) throw wrongType("beginnings", "an array of lists of actions or arrow paths", path);
    return path;
  });
}

const DRAW = number({ min: 0, max: 1 });

/** @throws TypeError, RangeError naming what is wrong. */
export function checkedSettings(settings: ReadSettings): ReadSettings & { readonly unknown: number } {
  if (typeof settings !== "object" || settings === null) throw wrongType("settings", "an object", settings);
  const { unknown = 0, draw, after } = settings;
  return {
    unknown: UNKNOWN.read(unknown, "unknown"),
    draw: draw === undefined ? draw : DRAW.read(draw, "draw"),
    after,
  };
}

/** @throws TypeError where it is no place in paths of these laws. */
export function checkedPlace({ users, actions: known, parents }: PrefixLawsData, after: BeginningRead): BeginningRead {
  const classes = users.length;
  const { logs, common, actions, node, context, first, decision } = after ?? {};
  const isPlace =
    isNumbers(first, first?.length, 0, known.length) &&
    [actions, node, context, decision].every(Number.isInteger) &&
    isWithin(actions, first.length, Number.MAX_SAFE_INTEGER) &&
    logs instanceof Float64Array &&
    logs.length === classes &&
    logs.every(Number.isFinite) &&
    Number.isFinite(common) &&
    isWithin(node, -1, parents.length - 1) &&
    isWithin(context, 0, known.length + 1) &&
    isWithin(decision, UNDECIDED, classes - 1);
  if (!isPlace) throw wrongType("after", "what readOn of the same laws gave", after);
  return after;
}
