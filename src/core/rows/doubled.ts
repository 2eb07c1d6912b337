/** The same values in an array twice as long, the rest 0. */
export function doubled<T extends Int32Array | Uint32Array | Float32Array | Float64Array>(values: T): T {
  const larger = new (values.constructor as new (length: number) => T)(2 * values.length);
  larger.set(values);
  return larger;
}
