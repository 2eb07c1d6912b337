import { verbatim, wrongValue } from "../../core/internal";
import type { NumberRange } from "../options/number-of-segments";
import type { Ranking } from "../survey/rank-candidates";
import type { Candidate } from "../survey/try-candidates";

/**
 * Candidates at a number that was asked for: the one that saves the most bits on what comes next, or, where none saves any,
 * on which actions occur. Ties go to the one that was tried first.
 *
 * @param paths distinct ones.
 * @param method the clustering that is named, if one is.
 * @throws RangeError when there is none: no vectors tell that many paths apart.
 */
export function rankByBits(
  candidates: readonly Candidate[],
  range: NumberRange,
  paths: number,
  method?: string,
): Ranking {
  if (candidates.length === 0) throw noVectors(range, paths, method);
  const tellsNext = candidates.some(({ saved }) => saved.ofTransitions.perAction > 0);
  const bits = ({ saved }: Candidate) => (tellsNext ? saved.ofTransitions : saved.ofActions).perAction;
  const ranked = [...candidates].sort((a, b) => bits(b) - bits(a));
  const ground = candidates.length === 1 ? "only candidate" : tellsNext ? "number" : "number, by actions";
  return { ranked, ground };
}

/**
 * Whether there are as many paths as segments that are asked for.
 *
 * @throws RangeError that says how many there are.
 */
export function checkNumber({ fewest, most }: NumberRange, paths: number): void {
  if (fewest <= paths) return;
  const expected = `at most the number of distinct paths (${paths})`;
  throw wrongValue("clustering.segments", expected, fewest === most ? fewest : verbatim(`[${fewest}, ${most}]`));
}

/** The error where no vectors tell that many paths apart, or a method that is named does not. */
export function noVectors(range: NumberRange | undefined, paths: number, method?: string): RangeError {
  const why =
    method === "hdbscan"
      ? ": the hierarchy of HDBSCAN has no cut with that many clusters; other ways of dividing compete where no method is named"
      : `: of ${paths} distinct paths, no vectors tell that many apart`;
  return wrongValue("clustering.segments", "fewer segments", range?.fewest, why);
}
