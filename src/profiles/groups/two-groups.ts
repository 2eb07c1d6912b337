import { didYouMean, verbatim, wrongType, wrongValue } from "../../core/internal";

/** One label for each input: names of your own, such as the arms of an experiment, or numbers, such as a model's. */
export type GroupLabels = readonly string[] | readonly number[] | Int32Array;

/** Who is in which of two groups. */
export interface TwoGroups {
  readonly names: readonly [string, string];
  /** For each input 0 or 1; -1 for those in neither. */
  readonly sides: Int32Array;
}

/**
 * Reads two groups at the public edge.
 *
 * @param b all others where it is undefined.
 * @throws TypeError, RangeError when labels do not fit, or nobody has one of them.
 */
export function readTwoGroups(
  labels: GroupLabels,
  inputs: number,
  { a, b }: { a: string | number; b: string | number | undefined },
): TwoGroups {
  const kind = labelKind(labels);
  if (labels.length !== inputs) throw wrongValue("labels", `${inputs} labels, one per input`, labels.length);
  const known = new Set<string | number>(labels);
  for (const [name, label] of [
    ["a", a],
    ["b", b],
  ] as const) {
    if (label === undefined && name === "b") continue;
    if (!known.has(label as never)) throw wrongValue(name, `a label that an input has${meant(label, known)}`, label);
  }
  if (a === b) throw wrongValue("b", "another label than a", b);
  const sideOf = (label: string | number) => (label === a ? 0 : b === undefined || label === b ? 1 : -1);
  const sides = Int32Array.from(labels as ArrayLike<string | number>, sideOf as never);
  if (!sides.includes(1)) throw wrongValue("labels", "inputs of two groups", verbatim("those of one"));
  const named = (label: string | number) =>
    kind === "string" ? String(label) : label === -1 ? "in no segment" : `segment ${label}`;
  return { names: [named(a), b === undefined ? "all others" : named(b)], sides };
}

function labelKind(labels: GroupLabels): "string" | "number" {
  const isList = Array.isArray(labels) || labels instanceof Int32Array;
  const kind = isList && typeof labels[0] === "string" ? "string" : "number";
  const isSound = (label: unknown) => typeof label === kind && (kind === "string" || Number.isInteger(label));
  if (!isList || !Array.from(labels as ArrayLike<unknown>).every(isSound)) {
    throw wrongType("labels", "an array of names, or of integers, one per input", labels);
  }
  return kind;
}

function meant(label: unknown, known: ReadonlySet<string | number>): string {
  const names = [...known].filter((name) => typeof name === "string");
  const nearest = typeof label === "string" ? didYouMean(label, names) : undefined;
  return nearest === undefined ? "" : ` (did you mean ${JSON.stringify(nearest)}?)`;
}
