/** A number as MLflow's JSON has it: what JSON cannot hold is written by name. */
export function metricToJson(value: number): number | "NaN" | "Infinity" | "-Infinity" {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "Infinity" : "-Infinity";
}

/** The number back; stores of SQL keep an infinity as the largest number. */
export function metricFromJson(value: unknown): number {
  const number = Number(value);
  return Math.abs(number) === Number.MAX_VALUE ? number * Number.POSITIVE_INFINITY : number;
}
