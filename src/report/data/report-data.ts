import type { SegmentProfile } from "../../profiles";
import type { SegmentModel } from "../../segments";
import { uniqueLabels } from "../views/unique-labels";
import { type CountedPattern, countActions, countPatterns, groupRows } from "./counts";
import { profileForPage } from "./profile-for-page";

/** What the page's script reads beside the map. */
export interface ReportData {
  readonly unit: string;
  /** Segments in order, then unassigned inputs, if there are some. */
  readonly groups: readonly ReportGroup[];
  /** Coarser layers, coarse to fine: segments that act alike, by their positions in `groups`. */
  readonly layers: readonly (readonly MergedGroup[])[];
  /** Names of the actions, most frequent first; paths refer to them by number. */
  readonly actions: readonly string[];
  /** Members of each group that show each action: `actionMembers[action * groups + group]`. */
  readonly actionMembers: readonly number[];
  /** Patterns that set any segment apart, and the members of each group that show them. */
  readonly patterns: readonly { readonly actions: readonly string[]; readonly gapped: boolean }[];
  readonly patternMembers: readonly number[];
  readonly profiles: readonly SegmentProfile[];
}

export interface ReportGroup {
  /** -1 for unassigned inputs. */
  readonly segment: number;
  /** What it is called in every model that has it; null for unassigned inputs. */
  readonly id: string | null;
  readonly name: string;
  readonly size: number;
}

/** Segments that are one in a coarser layer. */
export interface MergedGroup {
  readonly name: string;
  readonly segments: readonly number[];
}

/** Everything that is shown of a model; {@link dataOf} takes less of it. */
export function reportData(model: SegmentModel, minPathMembers: number): ReportData {
  const rows = groupRows(model);
  const profiles = profilesOf(model);
  const groups = profiles.length;
  const compact = (members: Uint32Array, count: number) =>
    Array.from({ length: count * groups }, (_, i) => members[Math.floor(i / groups) * rows.groups + (i % groups)]!);
  const patterns = distinctPatterns(profiles);
  const { actions } = model.sequences.vocabulary;
  const names = uniqueLabels(actions, shortened);
  const nameOf = new Map(actions.map((action, i) => [action, names[i]!]));
  return {
    unit: unitOf(model),
    groups: profiles.map(({ segment, name, size }) => ({
      segment,
      id: model.lineage.ids[segment] ?? null,
      name,
      size,
    })),
    layers: model.layers
      .filter(({ kind }) => kind === "merged")
      .map(({ groups: merged }) => merged!.map(({ name, segments }) => ({ name, segments }))),
    actions: names,
    actionMembers: compact(countActions(model, rows).members, actions.length),
    patterns: patterns.map(({ actions: of, gapped }) => ({
      actions: of.map((action) => nameOf.get(action) ?? shortened(action)),
      gapped,
    })),
    patternMembers: compact(countPatterns(model, rows, patterns).members, patterns.length),
    profiles: profiles.map((profile) => profileForPage(profile, minPathMembers)),
  };
}

/** Segments in order, then unassigned inputs, if there are some. */
export function profilesOf({ segments, noise }: SegmentModel): readonly SegmentProfile[] {
  return noise ? [...segments, noise] : segments;
}

function distinctPatterns(profiles: readonly SegmentProfile[]): CountedPattern[] {
  const found = new Map<string, CountedPattern>();
  for (const { patterns } of profiles) {
    for (const { actions, kind } of [...patterns.distinctiveNgrams, ...patterns.distinctiveSubsequences]) {
      const pattern = { actions, gapped: kind === "subsequence" };
      found.set(JSON.stringify(pattern), pattern);
    }
  }
  return [...found.values()];
}

/** What an input is called. */
export function unitOf({ report, sequences }: SegmentModel): string {
  return report.events === undefined ? "sequence" : sequences.rules.unit;
}

const LONGEST_NAME = 200;

function shortened(name: string, end = ""): string {
  return name.length + end.length <= LONGEST_NAME
    ? name + end
    : `${name.slice(0, LONGEST_NAME - end.length).replace(/[\ud800-\udbff]$/, "")}…${end}`;
}
