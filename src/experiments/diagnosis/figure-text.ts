import { countText } from "../../core/internal";

/** A figure to three digits, as people read it: 1,204; 52.1; 2; 0.0331. */
export function figureText(x: number): string {
  const size = Math.abs(x);
  if (size === 0) return "0";
  const sign = x < 0 ? "−" : "";
  if (size >= 100 || Number.isInteger(size)) return sign + countText(Math.round(size));
  const digits = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
  return sign + size.toFixed(digits);
}

/** `−2.1 (95%: −3.4 to −0.8)` */
export function withInterval(x: number, { lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `${figureText(x)} (95%: ${figureText(lower)} to ${figureText(upper)})`;
}
