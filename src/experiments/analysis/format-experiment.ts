import { asExpected, countText, percentText, plural } from "../../core/internal";
import type { Comparison, ExperimentAnalysis } from "./analyze-experiment";
import type { Effect } from "./effect";

/** Below this p, arms did not get their traffic by chance (the usual threshold of sample-ratio checks). */
const MISMATCH = 0.001;

/**
 * An analysis as text for a terminal: what was found, in sentences and a table by metric.
 *
 * @param analysis result of {@link analyzeExperiment}.
 * @returns lines of text, without colors.
 * @example
 * const users = Array.from({ length: 400 }, (_, i) => `user-${i}`);
 * const analysis = await analyzeExperiment({
 *   experiment: { key: "new-homepage", variants: ["old", "new"] },
 *   exposures: users.map((user, i) => ({ user, variant: i % 2 ? "new" : "old" })),
 *   metrics: [{ name: "purchases", values: users.map((_, i) => (i % 2 ? 3 : 2) + (i % 5)) }],
 * });
 * formatExperiment(analysis).split("\n")[0]; // "new-homepage: 400 users; old 200, new 200."
 */
export function formatExperiment(analysis: ExperimentAnalysis): string {
  return asExpected("analysis", "what analyzeExperiment returns", analysis, () => textOf(analysis));
}

function textOf(analysis: ExperimentAnalysis): string {
  const lines = [headline(analysis), ...warnings(analysis)];
  for (const comparison of analysis.comparisons) lines.push("", ...comparisonLines(comparison, analysis));
  return lines.join("\n");
}

function headline({ experiment, users, variants, sampleRatio }: ExperimentAnalysis): string {
  const arms = variants.map((name, i) => `${name} ${countText(sampleRatio.counts[i]!)}`).join(", ");
  return `${experiment}: ${countText(users)} ${plural(users, "user")}; ${arms}.`;
}

function warnings({ crossovers, sampleRatio }: ExperimentAnalysis): string[] {
  const lines: string[] = [];
  if (crossovers > 0) {
    lines.push(`${countText(crossovers)} ${plural(crossovers, "user")} saw several variants and are left out.`);
  }
  if (sampleRatio.p < MISMATCH) {
    const planned = sampleRatio.expected.map((n) => countText(Math.round(n))).join(", ");
    lines.push(
      `Sample-ratio mismatch (p ${pText(sampleRatio.p)}; planned ${planned}): find out why before you read on.`,
    );
  }
  for (const { segment, adjustedP } of sampleRatio.segments) {
    if (adjustedP < MISMATCH && sampleRatio.p >= MISMATCH) {
      lines.push(`Sample-ratio mismatch in ${segmentText(segment)} (p ${pText(adjustedP)}, corrected).`);
    }
  }
  return lines;
}

function comparisonLines(comparison: Comparison, { looks, confidence }: ExperimentAnalysis): string[] {
  const { metric, variant, control, overall, adjustedP, heterogeneity, segments } = comparison;
  const title = `${metric}: ${variant} against ${control}`;
  if (!overall || adjustedP === null) return [title, "  too few users to compare"];
  const alpha = 1 - confidence;
  const lines = [
    title,
    `  all users: ${effectText(overall, looks)}; ${
      adjustedP < alpha ? "an effect" : "no effect shown"
    } (p ${pText(adjustedP)}, corrected)`,
  ];
  if (heterogeneity) lines.push(`  ${heterogeneityText(heterogeneity.p, alpha)}`);
  if (segments.length < 2) return lines;
  for (const { segment, users, effect, adjustedP: p } of segments) {
    const found =
      effect && p !== null ? `${effectText(effect, looks)}; p ${pText(p)}, corrected` : "too few users to compare";
    lines.push(`  ${segmentText(segment)} (${countText(users)}): ${found}`);
  }
  return lines;
}

function heterogeneityText(p: number, alpha: number): string {
  return p < alpha
    ? `Effects differ between segments (p ${pText(p)}).`
    : `Effects do not differ between segments beyond chance (p ${pText(p)}): read the overall effect.`;
}

function effectText({ difference, interval, alwaysValid, relative }: Effect, looks: "fixed" | "always-valid"): string {
  const { lower, upper } = looks === "fixed" ? interval : alwaysValid;
  const share = relative ? ` (${relative.effect < 0 ? "-" : "+"}${percentText(Math.abs(relative.effect))})` : "";
  return `${signed(difference)}${share}, from ${signed(lower)} to ${signed(upper)}`;
}

function signed(x: number): string {
  const text = Number(Math.abs(x).toPrecision(3));
  return `${x < 0 ? "-" : "+"}${text}`;
}

function pText(p: number): string {
  return p < 0.001 ? p.toExponential(0) : p.toFixed(3);
}

function segmentText(segment: string | null): string {
  return segment === null ? "in no segment" : segment;
}
