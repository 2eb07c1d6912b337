const FINEST = 65_535;

/** The places of some rows as whole numbers in 0 .. 65,535: x, then y; the longer side of the picture spans them all. */
export function quantize(places: Float32Array, rows: Uint32Array): [x: Uint16Array, y: Uint16Array] {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    for (let axis = 0; axis < 2; axis++) {
      low[axis] = Math.min(low[axis]!, places[2 * row + axis]!);
      high[axis] = Math.max(high[axis]!, places[2 * row + axis]!);
    }
  }
  const reach = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) || 1;
  const plane = (axis: number) =>
    Uint16Array.from(rows, (row) => Math.round(((places[2 * row + axis]! - low[axis]!) / reach) * FINEST));
  return [plane(0), plane(1)];
}
