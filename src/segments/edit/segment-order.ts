import { NOISE } from "../../core/internal";
import type { RouteStep } from "../stages/routed-placer";
import type { EditPlan } from "./read-edits";

/** Inputs of each segment. */
export function sizesOf(labels: Int32Array, weights: Float64Array, segments: number): Float64Array {
  const sizes = new Float64Array(segments);
  for (const [row, label] of labels.entries()) if (label !== NOISE) sizes[label]! += weights[row]!;
  return sizes;
}

/**
 * The segments that stay, in the order in which they are numbered after an edit: those that were asked for first; the others
 * from the largest, or as they stood where people had ordered them before.
 *
 * @param sizes of the segments after the edit, in the numbers of `target`.
 * @param ordered whether people have ordered them before.
 */
export function orderAfter({ target, order = [] }: EditPlan, sizes: Float64Array, ordered: boolean): number[] {
  const staying = [...target.keys()].filter((segment) => target[segment] === segment);
  const asked = new Set(order);
  const others = staying.filter((segment) => !asked.has(segment));
  if (!ordered && isMembershipChanged(target)) others.sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  return [...order, ...others];
}

/** Whether segments were merged or dissolved. */
export function isMembershipChanged(target: Int32Array): boolean {
  return target.some((to, segment) => to !== segment);
}

/** The step to segments numbered in this order. */
export function stepTo(order: readonly number[], target: Int32Array): RouteStep {
  const numberOf = new Map(order.map((segment, number) => [segment, number]));
  return target.map((to) => (to < 0 ? to : numberOf.get(to)!));
}
