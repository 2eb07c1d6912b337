import { asExpected, countText, percentText } from "../../core/internal";
import type { Diagnosis } from "./diagnose-segment";
import { figureText, withInterval } from "./figure-text";

/**
 * A diagnosis as text: the verdict, what is missing, the evidence in order, what was looked at without finding, and the refined
 * definition where there is one.
 *
 * @param diagnosis of `diagnoseSegment`.
 * @returns lines of text.
 * @throws TypeError when it is no diagnosis.
 * @example
 * const labels = Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? "High-Value" : "Others"));
 * const before = labels.map((label, i) => (label === "High-Value" ? 100 : 20) + (i % 7));
 * const after = labels.map((label, i) => (label === "High-Value" ? 100 : 20) + ((i + 3) % 7));
 * const diagnosis = await diagnoseSegment({ labels }, { values: { before, after } }, { segment: "High-Value" });
 * formatDiagnosis(diagnosis).split("\n")[0]; // "Nothing found: High-Value does no worse than it should."
 */
export function formatDiagnosis(diagnosis: Diagnosis): string {
  return asExpected("diagnosis", "what diagnoseSegment gives", diagnosis, () => {
    const { verdict, advice, evidence, others, refined } = diagnosis;
    const lines = evidence.map(({ cause, explains, adjustedP, sentence }, i) => {
      const p = adjustedP === null ? "" : `, p ${adjustedP < 0.001 ? "< 0.001" : adjustedP.toFixed(3)}`;
      return `${i + 1}. ${cause} (accounts for ${percentText(explains)}${p})\n   ${sentence}`;
    });
    return [
      verdict,
      gapText(diagnosis),
      ...(lines.length > 0 ? ["", ...lines] : []),
      ...(refined === null ? [] : ["", refined.sentence]),
      ...(lines.length > 0 ? ["", `What to do: ${advice}`] : []),
      ...(others.length > 0 ? ["", "Looked at as well:", ...others.map(({ cause, why }) => `- ${cause}: ${why}`)] : []),
      "",
    ].join("\n");
  });
}

function gapText({ metric, sides, gap, mode }: Diagnosis): string {
  const { means, users, difference, interval, expected } = gap;
  const side = (i: 0 | 1) =>
    `${figureText(means[i])} ${mode === "periods" ? "" : "with "}${sides[i]} (${countText(users[i])} members)`;
  const due = mode === "groups" && expected !== 0 ? `; ${figureText(expected)} was due` : "";
  return `Of its members, ${metric} is ${side(0)} and ${side(1)}: ${withInterval(difference, interval)}${due}.`;
}
