import { address, field, pointAt } from "./kd-fields";
import {
  BOUND,
  COMPONENT,
  CORE,
  LENGTH,
  LIST_LENGTH,
  LIST_REACH,
  LIST_SQUARES,
  LISTS,
  LOWER,
  SKIPPED,
  TARGET,
} from "./kd-table";

/**
 * For positions `first` .. `last`: keeps an edge of an earlier round that still leads out of the component, which is
 * still the best; else looks for one in the position's list of neighbors, which is the best when nothing beyond the
 * list can come before it. Updates the component's bound with what it sees.
 */
export function kdListed(tree: usize, first: i32, last: i32): void {
  const components = address(tree, COMPONENT);
  for (let position = first; position < last; position++) {
    const at = (<usize>position) << 2;
    const component = load<i32>(components + at);
    if (component === field(tree, SKIPPED)) continue;
    const target = load<i32>(address(tree, TARGET) + at);
    if (target >= 0 && load<i32>(components + ((<usize>target) << 2)) !== component) {
      lowerBound(tree, component, load<f32>(address(tree, LOWER) + at));
    } else {
      store<i32>(address(tree, TARGET) + at, -1);
      lookUp(tree, position, component);
    }
  }
}

function lookUp(tree: usize, position: i32, component: i32): void {
  const length = field(tree, LIST_LENGTH);
  const list = address(tree, LISTS) + ((<usize>(position * length)) << 2);
  if (length === 0 || load<i32>(list) < 0) return;
  const at = (<usize>position) << 2;
  const core = load<f32>(address(tree, CORE) + at);
  const squares = address(tree, LIST_SQUARES) + ((<usize>(position * length)) << 2);
  let best = -1;
  let bestWeight: f32 = Infinity;
  let bestLength: f32 = Infinity;
  let outside = false;
  for (let i = 0; i < length; i++) {
    const other = load<i32>(list + ((<usize>i) << 2));
    if (other < 0) break;
    if (load<i32>(address(tree, COMPONENT) + ((<usize>other) << 2)) === component) continue;
    outside = true;
    const distance = load<f32>(squares + ((<usize>i) << 2));
    const weight = max(max(core, distance), load<f32>(address(tree, CORE) + ((<usize>other) << 2)));
    if (weight > bestWeight || (weight === bestWeight && distance > bestLength)) continue;
    if (weight === bestWeight && distance === bestLength && pointAt(tree, other) > pointAt(tree, best)) continue;
    best = other;
    bestWeight = weight;
    bestLength = distance;
  }
  if (!outside) store<i32>(list, -1); // components only grow: there is nothing more to be found here
  const beyond = load<f32>(address(tree, LIST_REACH) + at);
  const least = max(core, beyond);
  const certain = best >= 0 && (bestWeight < least || (bestWeight === least && bestLength < beyond));
  if (certain) {
    store<i32>(address(tree, TARGET) + at, best);
    store<f32>(address(tree, LENGTH) + at, bestLength);
  }
  const lower = address(tree, LOWER) + at;
  store<f32>(lower, certain ? bestWeight : max(load<f32>(lower), least));
  if (best >= 0) lowerBound(tree, component, bestWeight);
}

function lowerBound(tree: usize, component: i32, weight: f32): void {
  const bound = address(tree, BOUND) + ((<usize>component) << 2);
  if (weight < load<f32>(bound)) store<f32>(bound, weight);
}
