import leven from "leven";

/** The known name that a mistyped one is nearest to; undefined when none is within a third of its letters (at least 2). */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(2, Math.ceil(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(name.length - candidate.length) >= least) continue; // the distance is no less
    const distance = leven(name, candidate);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}
