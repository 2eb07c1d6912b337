import {
  asExpected,
  countText,
  durationText,
  numberText,
  percentText,
  printable,
  unitsText,
} from "../../core/internal";
import type { DistributionSummary } from "../figures/distribution";
import { distinctiveOf, type SegmentFlow, type SegmentPatterns, type SegmentProfile } from "../segment-profile";
import { nameTruthText } from "./coverage-text";
import { segmentNumber } from "./segment-number";

/**
 * A profile as text for a terminal: what sets the segment apart with the shares here and elsewhere, how its members
 * begin, go on and end, how long they take, and their typical paths.
 *
 * @param profile one of `summarizeSegments`.
 * @returns several lines, without a trailing newline; control characters in action names are escaped.
 * @example
 * const sequences = await sequencesFrom(["START -> FAIL -> BUY", "START -> FAIL -> BUY", "START -> QUIT"]);
 * const profiles = await summarizeSegments(sequences, [0, 0, 1]);
 * console.log(profiles.map(formatProfile).join("\n\n"));
 */
export function formatProfile(profile: SegmentProfile): string {
  return asExpected("profile", "a profile of summarizeSegments", profile, () => profileText(profile));
}

function profileText(profile: SegmentProfile): string {
  const title = profile.segment < 0 ? profile.name : `Segment ${segmentNumber(profile.segment)}: ${profile.name}`;
  const { keywords, namedBy } = profile.words;
  const lines = [title, profile.summary];
  if (namedBy !== "seqment" && typeof keywords === "string" && keywords !== profile.name)
    lines.push(`By what they do: ${keywords}.`);
  if (profile.size === 0) return lines.join("\n");
  if (profile.small) lines.push(`Only ${unitsText(profile.size, "member")}: the shares are rough.`);
  lines.push("", "  members  elsewhere");
  for (const { title, rows } of sectionsOf(profile)) {
    if (rows.length > 0) lines.push(title, ...rows.map(rowLine));
  }
  const coverage = [...nameLine(profile), coverageLine(profile)];
  return [...lines, "", ...spanLines(profile), ...pathLines(profile), ...coverage].join("\n");
}

function rowLine({ here, elsewhere, text, note }: Row): string {
  const figures = [percentText(here).padStart(9), (elsewhere === null ? "-" : percentText(elsewhere)).padStart(9)];
  return `${figures.join("  ")}  ${text}${note ? ` (${note})` : ""}`;
}

interface Row {
  text: string;
  here: number;
  elsewhere: number | null;
  note?: string;
}

function sectionsOf(profile: SegmentProfile): { title: string; rows: Row[] }[] {
  const { patterns, flow } = profile;
  const rowsOf = (list: SegmentPatterns["commonActions"]): Row[] =>
    list.map(({ text, coverage, elsewhere, perMember }) => ({
      text,
      here: coverage,
      elsewhere,
      note: coverage > 0 && perMember >= 1.5 * coverage ? `${numberText(perMember / coverage)} times each` : "",
    }));
  const ends = (list: SegmentFlow["entryActions"]): Row[] =>
    list.slice(0, 3).map(({ action, coverage, elsewhere }) => ({ text: printable(action), here: coverage, elsewhere }));
  return [
    {
      title: "Sets them apart",
      rows: rowsOf(distinctiveOf(profile)),
    },
    { title: "Is rarer here", rows: rowsOf(patterns.lackingActions) },
    { title: "Most do", rows: patterns.distinctiveActions.length > 0 ? [] : rowsOf(patterns.commonActions) },
    { title: "Begin with", rows: ends(flow.entryActions) },
    { title: "End with", rows: ends(flow.exitActions) },
    {
      title: "Stop after (of those who do it)",
      rows: flow.dropOffs.slice(0, 3).map(({ action, rate, elsewhere, members }) => ({
        text: printable(action),
        here: rate,
        elsewhere,
        note: unitsText(members, "member"),
      })),
    },
    {
      title: "What follows (of the times the first is followed by anything)",
      rows: flow.transitions.map(({ from, to, probability, elsewhere, count }) => ({
        text: `${printable(from)} -> ${printable(to)}`,
        here: probability,
        elsewhere,
        note: unitsText(count, "time"),
      })),
    },
  ];
}

function spanLines({
  paths: { length, lengthElsewhere },
  times: { duration, durationElsewhere },
}: SegmentProfile): string[] {
  const lines = [`Actions   ${spanText(length!, lengthElsewhere, countText)}`];
  if (duration) lines.push(`Duration  ${spanText(duration, durationElsewhere, durationText)}`);
  return lines;
}

function spanText(
  of: DistributionSummary,
  elsewhere: DistributionSummary | null,
  text: (value: number) => string,
): string {
  if (of.min === of.max)
    return `always ${text(of.min)}${elsewhere ? ` (elsewhere median ${text(elsewhere.median)})` : ""}`;
  const figures = `median ${text(of.median)}, the middle half ${text(of.q1)} to ${text(of.q3)}, all ${text(of.min)} to ${text(of.max)}`;
  return elsewhere ? `${figures} (elsewhere median ${text(elsewhere.median)})` : figures;
}

function pathLines({ paths: { exemplars } }: SegmentProfile): string[] {
  const rows = exemplars.map(({ path, members, represents }) => {
    return `  ${path}\n    represents ${unitsText(represents, "member")}, taken exactly by ${countText(members)}`;
  });
  return ["Typical paths", ...rows];
}

function nameLine({ words: { nameTruth } }: SegmentProfile): string[] {
  return nameTruth ? [`${nameTruthText(nameTruth)}.`] : [];
}

function coverageLine({ words: { coverageText } }: SegmentProfile): string {
  return `${coverageText.charAt(0).toUpperCase()}${coverageText.slice(1)}.`;
}
