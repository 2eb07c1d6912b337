import { clipped, textWidth } from "./text";
import { uniqueLabels } from "./unique-labels";

/** Names cut to a width in pixels, all different. */
export function labelsWithin(width: number, names: readonly string[]): string[] {
  return uniqueLabels(names, (name, end = "") => clipped(name, width - textWidth(end)) + end);
}
