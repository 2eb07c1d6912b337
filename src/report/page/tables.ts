import type { Pattern, SegmentProfile } from "../../profiles";
import type { ReportData } from "../report-data";
import { type Cell, csvText } from "./csv";

/** The tables that can be taken away, by file name. */
export const TABLES: Readonly<Record<string, (data: ReportData) => string>> = {
  "segments.csv": ({ profiles }) =>
    csvText(
      [
        "segment",
        "name",
        "description",
        "size",
        "share",
        "coverage_of_description",
        "median_actions",
        "median_duration_ms",
        "typical_path",
      ],
      profiles.map((profile) => [
        profile.segment,
        profile.name,
        profile.description,
        profile.size,
        profile.share,
        profile.coverageOfDescription,
        profile.length?.median ?? null,
        profile.duration?.median ?? null,
        profile.medoid?.path ?? null,
      ]),
    ),
  "patterns.csv": ({ profiles }) =>
    csvText(
      ["segment", "kind", "pattern", "members", "coverage", "elsewhere", "lift", "effect", "q"],
      profiles.flatMap((profile) =>
        patternsOf(profile).map(([kind, pattern]) => patternRow(profile.segment, kind, pattern)),
      ),
    ),
  "transitions.csv": ({ profiles }) =>
    csvText(
      ["segment", "from", "to", "times", "probability", "elsewhere"],
      profiles.flatMap(({ segment, transitionMatrix: { actions, counts, probabilities, elsewhere } }) =>
        counts.flatMap((row, i) =>
          row.flatMap((times, j): Cell[][] =>
            times > 0 ? [[segment, actions[i]!, actions[j]!, times, probabilities[i]![j]!, elsewhere[i]![j]!]] : [],
          ),
        ),
      ),
    ),
  "actions.csv": ({ groups, actions, actionMembers }) =>
    csvText(
      ["action", ...groups.map(({ segment }) => (segment < 0 ? "members in none" : `members in segment ${segment}`))],
      actions.map((action, row) => [action, ...actionMembers.slice(row * groups.length, (row + 1) * groups.length)]),
    ),
};

function patternsOf(profile: SegmentProfile): [kind: string, pattern: Pattern][] {
  const kinds = {
    "distinctive action": profile.distinctiveActions,
    "distinctive n-gram": profile.distinctiveNgrams,
    "distinctive subsequence": profile.distinctiveSubsequences,
    "lacking action": profile.lackingActions,
    "common action": profile.commonActions,
  };
  return Object.entries(kinds).flatMap(([kind, patterns]) =>
    patterns.map((pattern): [string, Pattern] => [kind, pattern]),
  );
}

function patternRow(segment: number, kind: string, pattern: Pattern): Cell[] {
  const { text, members, coverage, elsewhere, lift, effect } = pattern;
  return [segment, kind, text, members, coverage, elsewhere, lift, effect, pattern.q];
}
