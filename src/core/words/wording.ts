/** How figures are written in texts: the same on every machine, whatever its locale. */

/** 1204 -> `1,204` */
export function countText(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `user` for 1, `users` for any other number. */
export function plural(n: number, noun: string): string {
  return n === 1 ? noun : `${noun}s`;
}

/** `1,204 users`, `1 user` */
export function unitsText(n: number, unit: string): string {
  return `${countText(n)} ${plural(n, unit)}`;
}

/** 0.123 -> `12%`; never `0%` or `100%` for what is not. */
export function percentText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  const percent = Math.round(share * 1e11) / 1e9; // so that 1 - 0.9975 reads as 0.0025 does
  if (percent < 0.1) return "<0.1%";
  if (percent > 99.9) return ">99.9%";
  return `${percent < 1 || percent > 99 ? percent.toFixed(1).replace(".0", "") : Math.round(percent)}%`;
}

/** 3.14159 -> `3.1`, 10 -> `10` */
export function numberText(x: number): string {
  return x >= 100 || Number.isInteger(x) ? countText(Math.round(x)) : x.toFixed(1).replace(/\.0$/, "");
}

/** Milliseconds in the largest unit that leaves at least 1: `850 ms`, `12 s`, `4.5 min`, `2.3 h`, `116 days`. */
export function durationText(ms: number): string {
  const [size, name] = DURATION_UNITS.find(([size]) => ms >= size) ?? [1, "ms"];
  const figure = numberText(ms / size);
  return `${figure} ${name === "days" && figure === "1" ? "day" : name}`;
}

const DURATION_UNITS = [
  [86_400_000, "days"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
] as const;

/** 6 -> `six`, 13 -> `13` */
export function countWord(n: number): string {
  return NUMBER_WORDS[n] ?? String(n);
}

const NUMBER_WORDS = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
