import { closestMatch } from "leven";

/** The known name that a mistyped one is nearest to; undefined when none is within a third of its letters (at least 2). */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  return closestMatch(name, known, { maxDistance: Math.max(2, Math.ceil(name.length / 3)) });
}
