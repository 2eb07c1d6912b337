import { asExpected, countText, durationText, numberText, percentText, unitsText } from "../../core/internal";
import type { ComparedGroup, GroupComparison } from "./compare-groups";
import { distinctDifferences, type GroupDifference } from "./group-differences";

const EXPECTED = "what compareGroups gives";
/** Lines listed at most. */
const LISTED = 20;

/**
 * A comparison as text: who was compared, how much was tested, and what was found, the surest first; what is
 * the same figure of the same users is listed once.
 *
 * @param comparison of `compareGroups`.
 * @returns lines of text.
 * @throws TypeError when it is no comparison.
 * @example
 * const paths = ["look -> pay", "look -> leave"].flatMap((path) => Array(50).fill(path));
 * const arms = paths.map((_, i) => (i % 10 < 7 === i < 50 ? "new" : "old"));
 * const comparison = await compareGroups(await sequencesFrom(paths), arms, { a: "new", b: "old" });
 * formatGroupComparison(comparison).split("\n")[0]; // "new (50 users) against old (50 users)"
 */
export function formatGroupComparison(comparison: GroupComparison): string {
  return asExpected("comparison", EXPECTED, comparison, () => {
    const { a, b, differences, found } = comparison;
    const distinct = distinctDifferences(differences.slice(0, found));
    const shown = distinct.slice(0, LISTED);
    const width = Math.max(0, ...shown.map(({ difference }) => difference.text.length));
    const lines = shown.map(({ difference }) => {
      const figures = `${figureText(difference, "a")} against ${figureText(difference, "b")}`;
      return `  ${difference.text.padEnd(width)}  ${figures}, ${differenceText(difference)}; q ${pText(difference.q)}`;
    });
    return [
      `${groupText(a)} against ${groupText(b)}`,
      foundText(comparison),
      ...(lines.length > 0 ? ["", ...lines] : []),
      ...(distinct.length > LISTED ? [`  and ${distinct.length - LISTED} more`] : []),
      "",
    ].join("\n");
  });
}

function groupText({ name, users, inputs }: ComparedGroup): string {
  const sessions = inputs === users ? "" : `, ${countText(inputs)} sessions`;
  return `${name} (${unitsText(users, "user")}${sessions})`;
}

/** How much was tested, and what of it stands. */
export function foundText({ differences, found, falseDiscoveryRate, tooFew }: GroupComparison): string {
  const few = tooFew > 0 ? ` ${unitsText(tooFew, "figure")} could not be compared: too few users.` : "";
  const tested = unitsText(differences.length, "figure");
  if (differences.length === 0) return `Nothing could be compared: too few users.`;
  if (found === 0) return `No difference found among ${tested} compared.${few}`;
  const rate = percentText(falseDiscoveryRate);
  return `${unitsText(found, "difference")} found among ${tested} compared; of such findings, ${rate} are expected to be false.${few}`;
}

/** A figure of one group as people read it. */
export function figureText({ scale, ...figures }: GroupDifference, of: "a" | "b"): string {
  const value = figures[of];
  if (scale === "share") return percentText(value);
  return scale === "time" ? durationText(value) : numberText(value);
}

/** The difference with its interval: `+12 points (8 to 16)`, `1.4 times as long (1.1 to 1.8)`. */
export function differenceText({ scale, difference, interval: { lower, upper } }: GroupDifference): string {
  if (scale === "time") {
    return `${ratioText(difference)} times as long (${ratioText(lower)} to ${ratioText(upper)})`;
  }
  const signed = (value: number) => signedText(scale === "share" ? 100 * value : value);
  const unit = scale === "share" ? " points" : "";
  return `${signed(difference)}${unit} (${signed(lower)} to ${signed(upper)})`;
}

function signedText(value: number): string {
  const figure = Math.abs(value) >= 10 ? Math.abs(value).toFixed(0) : Math.abs(value).toFixed(1);
  return Number(figure) === 0 ? "0" : `${value < 0 ? "−" : "+"}${figure}`;
}

function ratioText(value: number): string {
  return value >= 10 ? countText(Math.round(value)) : value.toFixed(2);
}

/** A p or q as people read it. */
export function pText(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
