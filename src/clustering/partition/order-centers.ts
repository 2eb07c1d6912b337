import type { LloydState } from "../../kernels";

/**
 * For each center the centers from the nearest, itself first, of several at the same distance the smaller number first;
 * and half the distances. The order of the step before is sorted further: centers move little.
 *
 * @param fresh there was no step before.
 */
export function orderCenters({ k, stride, centers, order, moved, halves }: LloydState, fresh: boolean): void {
  const apart = halfDistances(centers, k, stride);
  const listed = order.length / k;
  for (let c = 0; c < k; c++) {
    const places = order.subarray(c * listed, (c + 1) * listed);
    if (fresh) for (let place = 0; place < listed; place++) places[place] = Math.min(place, k);
    apart[c * k + c] = -1; // before centers that are equal to it
    sortBy(places.subarray(0, k), apart.subarray(c * k, (c + 1) * k));
    const start = 2 * k + c * halves;
    for (let place = 0; place < halves; place++) {
      moved[start + place] = place < k ? Math.max(0, apart[c * k + places[place]!]!) : Number.POSITIVE_INFINITY;
    }
  }
}

function halfDistances(centers: Float32Array, k: number, stride: number): Float64Array {
  const apart = new Float64Array(k * k);
  for (let a = 1; a < k; a++) {
    for (let b = 0; b < a; b++) {
      let square = 0;
      for (let j = 0; j < stride; j++) {
        const difference = centers[a * stride + j]! - centers[b * stride + j]!;
        square += difference * difference;
      }
      const half = Math.sqrt(square) / 2;
      apart[a * k + b] = half;
      apart[b * k + a] = half;
    }
  }
  return apart;
}

/** By insertion: what is nearly in order takes few steps. */
function sortBy(items: Int32Array, keys: Float64Array): void {
  for (let end = 1; end < items.length; end++) {
    const item = items[end]!;
    let at = end;
    for (; at > 0; at--) {
      const before = items[at - 1]!;
      if (keys[before]! < keys[item]! || (keys[before] === keys[item] && before < item)) break;
      items[at] = before;
    }
    items[at] = item;
  }
}
