import type { TokenizedSequences } from "../../sequences";

/** What was found for distinct sequences, for each input; `none` for inputs that were left out. */
export function perInput<T extends Int32Array | Float64Array>(
  { rowOf }: TokenizedSequences,
  values: T,
  none: number,
): T {
  const result = new (values.constructor as new (length: number) => T)(rowOf.length);
  for (let i = 0; i < rowOf.length; i++) result[i] = rowOf[i]! < 0 ? none : values[rowOf[i]!]!;
  return result;
}
