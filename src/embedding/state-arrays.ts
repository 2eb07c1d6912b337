/** Whether a value read from a saved state is a list of texts or numbers, of a length where one is given. */
export function isArrayOf(kind: "string", value: unknown, length?: number): value is string[];
export function isArrayOf(kind: "number", value: unknown, length?: number): value is number[];
export function isArrayOf(kind: string, value: unknown, length?: number): boolean {
  return (
    Array.isArray(value) &&
    (length === undefined || value.length === length) &&
    value.every((item) => typeof item === kind)
  );
}
