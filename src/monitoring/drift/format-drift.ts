import { asExpected, percentText, unitsText } from "../../core/internal";
import type { Drift } from "./drift";
import { fixed } from "./drift-texts";

/**
 * Drift as plain text: the verdict, then each test, then each segment.
 *
 * @param drift what {@link detectDrift} gave.
 * @returns lines, the last one ended too.
 * @example
 * const log = ["A -> B -> C", "A -> B -> D", "X -> Y -> Z"].flatMap((path) => Array(40).fill(path));
 * const text = formatDrift(await detectDrift(await fitSegments(log), log));
 * text.startsWith("Nothing to see"); // true
 */
export function formatDrift(drift: Drift): string {
  return asExpected("drift", "what detectDrift gave", drift, () => textOf(drift));
}

function textOf({ text, tests, segments, compared, alpha }: Drift): string {
  const users = `${unitsText(compared.current, "user")} beside ${compared.reference} that the model had not seen`;
  return [
    text,
    "",
    `${users}; any alarm by chance: ${percentText(alpha)}`,
    "",
    ...tests.map(({ about, adjusted, significant, effect, smallestVisible }) => {
      const figures = `p ${adjusted.toFixed(3)}  effect ${fixed(effect, 3)}  visible from ${smallestVisible.toFixed(3)}`;
      return `${significant ? "*" : " "} ${about.padEnd(13)}  ${figures}`;
    }),
    "",
    ...segments.map(({ segment, id, name, reference, current, lower, upper }) => {
      const shown = segment === -1 ? "in no segment" : `${id ?? "-"} ${name ?? "a group of the refit"}`;
      const change = `${points(lower)} to ${points(upper)} points`;
      return `  ${percentText(reference)} -> ${percentText(current)} (${change})  ${shown}`;
    }),
    "",
  ].join("\n");
}

function points(share: number): string {
  return fixed(share * 100, 1);
}
