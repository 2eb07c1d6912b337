import { asExpected, countText, durationText, percentText, printable, unitsText, wrongType } from "../../core/internal";
import type { SegmentPattern } from "../patterns/pattern";
import { distinctiveOf, type SegmentProfile } from "../segment-profile";
import { nameTruthText } from "../words/coverage-text";
import { segmentNumber } from "../words/segment-number";

/**
 * Profiles as Markdown, for a wiki, a ticket or a message: an overview, then each segment with what sets it apart.
 *
 * @param profiles of `summarizeSegments` or a model.
 * @returns Markdown with tables (GitHub's flavor); names of actions are escaped.
 * @throws TypeError when `profiles` is not an array.
 * @example
 * const sequences = await sequencesFrom(["START -> BUY", "START -> QUIT"]);
 * const markdown = toMarkdown(await summarizeSegments(sequences, [0, 1]));
 * markdown.startsWith("| segment | name |"); // true
 */
export function toMarkdown(profiles: readonly SegmentProfile[]): string {
  if (!Array.isArray(profiles)) throw wrongType("profiles", "an array of profiles", profiles);
  return asExpected("profiles", "an array of profiles", profiles, () => markdownOf(profiles));
}

function markdownOf(profiles: readonly SegmentProfile[]): string {
  const overview = table(
    ["segment", "name", "members", "share", "described"],
    profiles.map(({ segment, name, size, share, patterns }) => [
      segment < 0 ? "none" : String(segmentNumber(segment)),
      escaped(name),
      countText(size),
      percentText(share),
      percentText(patterns.coverage),
    ]),
  );
  return `${[overview, ...profiles.map(segmentText)].join("\n\n")}\n`;
}

function segmentText(profile: SegmentProfile): string {
  const { segment, name, size, share, small, patterns, words } = profile;
  const { length, exemplars } = profile.paths;
  const { duration } = profile.times;
  const title = segment < 0 ? escaped(name) : `${segmentNumber(segment)} · ${escaped(name)}`;
  const blocks = [
    `## ${title}`,
    `${escaped(profile.description)} ${unitsText(size, "member")}, ${percentText(share)} of all.`,
    small && size > 0 ? `**Only ${unitsText(size, "member")}: the shares are rough.**` : "",
    patternTable("Sets them apart", distinctiveOf(profile)),
    patternTable("Rarer here", patterns.lackingActions),
    size > 0 ? `Of this description, ${words.coverageText}.` : "",
    words.nameTruth ? `${nameTruthText(words.nameTruth)}.` : "",
    length
      ? `Actions in a path: median ${countText(length.median)}, middle half ${countText(length.q1)} to ${countText(length.q3)}.`
      : "",
    duration ? `From first to last: median ${durationText(duration.median)}.` : "",
    exemplars.map(({ path, coverage }) => `- typical of ${percentText(coverage)}: ${escaped(path)}`).join("\n"),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function patternTable(title: string, patterns: readonly SegmentPattern[]): string {
  if (patterns.length === 0) return "";
  return table(
    [title, "members", "elsewhere", "elsewhere, paths as long", "false discovery rate"],
    patterns.map(({ text, coverage, elsewhere, elsewhereAsLong, q }) => [
      escaped(text),
      percentText(coverage),
      shareText(elsewhere),
      shareText(elsewhereAsLong),
      q === null ? "-" : q < 0.001 ? "<0.001" : q.toFixed(3),
    ]),
  );
}

function shareText(share: number | null): string {
  return share === null ? "-" : percentText(share);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text in which nothing is markup. */
function escaped(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|~&!]/g, (character) => `\\${character}`);
}
