/** 6 -> `six`, 13 -> `13` */
export function countWord(n: number): string {
  return WORDS[n] ?? String(n);
}

const WORDS = "none one two three four five six seven eight nine ten eleven twelve".split(" ");

/** `six groups`, `one group` */
export function countOf(n: number, noun: string): string {
  return `${countWord(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** `1,204 users` */
export function figureOf(n: number, noun: string): string {
  return `${String(n).replace(/\B(?=(\d{3})+$)/g, ",")} ${noun}${n === 1 ? "" : "s"}`;
}

/** .966 -> `97%`; never all or nothing where it is not. */
export function percentOf(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share >= 0.995) return ">99%";
  return `${Math.round(100 * share)}%`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
