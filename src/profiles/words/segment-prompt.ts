import { countText, percentText } from "../../core/internal";
import type { SegmentPattern } from "../patterns/pattern";
import { distinctiveOf, type SegmentFlow, type SegmentProfile } from "../segment-profile";
import { shortAction } from "./action-labels";
import { segmentNumber } from "./segment-number";

/** What a custom describer is given: all it needs, and no names of users. */
export interface SegmentToDescribe {
  readonly segment: number;
  readonly name: string;
  readonly size: number;
  readonly share: number;
  /** The findings as plain text of at most 4,000 characters, to be put into a prompt as it is. */
  readonly text: string;
  /** seqment's own sentence. */
  readonly description: string;
}

/** Writes a segment's description, for example with a language model of one's own. */
export type DescribeSegment = (segment: SegmentToDescribe) => string | Promise<string>;

const LONGEST_TEXT = 4000;

/** The bounded text of a profile that a language model can write from. */
export function segmentToDescribe(profile: SegmentProfile): SegmentToDescribe {
  const { segment, name, size, share, description } = profile;
  return { segment, name, size, share, description, text: promptText(profile) };
}

function promptText(profile: SegmentProfile): string {
  const lines = [
    `${titleOf(profile)}: ${countText(profile.size)} members, ${percentText(profile.share)} of all.`,
    ...section("More common here than elsewhere (share of members, share elsewhere)", distinctiveOf(profile)),
    ...section("Rarer here", profile.patterns.lackingActions),
    ...section("Most common", profile.patterns.commonActions),
    `Paths begin with ${ends(profile.flow.entryActions)}; end with ${ends(profile.flow.exitActions)}.`,
    profile.paths.length ? `Actions in a path: median ${profile.paths.length.median}.` : "",
    ...profile.paths.exemplars.map(({ path, coverage }) => `Typical path (${percentText(coverage)}): ${path}`),
    `Of this, ${profile.words.coverageText}.`,
  ].filter((line) => line !== "");
  let text = lines[0]!;
  for (const line of lines.slice(1)) if (text.length + 1 + line.length <= LONGEST_TEXT) text += `\n${line}`;
  return text.slice(0, LONGEST_TEXT);
}

function titleOf({ segment, name }: SegmentProfile): string {
  return segment < 0 ? name : `Segment ${segmentNumber(segment)}, "${name}"`;
}

function section(title: string, patterns: readonly SegmentPattern[]): string[] {
  if (patterns.length === 0) return [];
  const rows = patterns.map(({ actions, kind, coverage, elsewhere }) => {
    const path = actions.map(shortAction).join(kind === "subsequence" ? " … " : " -> ");
    return `- ${path} (${percentText(coverage)}, ${elsewhere === null ? "nobody else" : percentText(elsewhere)})`;
  });
  return [`${title}:`, ...rows];
}

function ends(actions: SegmentFlow["entryActions"]): string {
  const texts = actions.slice(0, 3).map(({ action, coverage }) => `${shortAction(action)} (${percentText(coverage)})`);
  return texts.join(", ") || "nothing";
}
