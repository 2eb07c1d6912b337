/** Days of a spreadsheet at 1970-01-01; it counts them from 1899-12-30. */
export const DAYS_TO_1970 = 25_569;

const decoder = new TextDecoder();

/** Milliseconds since 1970 of a number of days, whose decimal sign may be a comma; NaN for anything else. */
export function parseDays(bytes: Uint8Array, from: number, to: number): number {
  const text = decoder.decode(bytes.subarray(from, to)).replace(",", ".");
  return /^\d+(\.\d+)?$/.test(text) ? Math.round((Number(text) - DAYS_TO_1970) * 86_400_000) : Number.NaN;
}
