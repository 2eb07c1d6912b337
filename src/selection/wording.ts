import { countWord, plural } from "../core/internal";

/** `six groups`, `one group` */
export function countOf(n: number, noun: string): string {
  return `${countWord(n)} ${plural(n, noun)}`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
