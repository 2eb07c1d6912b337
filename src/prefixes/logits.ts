import { exp, log } from "../core/internal";

/** Logarithms become those of shares that sum to 1. */
export function normalizeLogs(logs: Float64Array): void {
  const most = logs[largest(logs)]!;
  let sum = 0;
  for (let c = 0; c < logs.length; c++) sum += exp(logs[c]! - most);
  const total = most + log(sum);
  for (let c = 0; c < logs.length; c++) logs[c]! -= total;
}

/** Logarithms become shares that sum to 1. */
export function toShares(logs: Float64Array): void {
  const most = logs[largest(logs)]!;
  let sum = 0;
  for (let c = 0; c < logs.length; c++) {
    logs[c] = exp(logs[c]! - most);
    sum += logs[c]!;
  }
  for (let c = 0; c < logs.length; c++) logs[c]! /= sum;
}

/** Where the largest is; of equal ones the first. */
export function largest(values: Float64Array): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) if (values[c]! > values[best]!) best = c;
  return best;
}
