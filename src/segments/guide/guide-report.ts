import { NOISE, percentText, unitsText } from "../../core/internal";
import type { TokenizedSequences } from "../../sequences";
import type { GuidedClusters } from "../stages/guided-clusters";
import type { KnownPaths } from "./resolve-guide";
import { rowGuide } from "./row-guide";
import { groupPlaces, isAtHome } from "./share-elsewhere";

/** How far what was known and what users do agree. */
export interface GuideReport {
  /** Users (or sessions) whose group was known, by a label, a pattern, or those they are to be with. */
  readonly known: number;
  /** Ids of the guide that the log does not have. */
  readonly unknownIds: number;
  /** Of those known, how many what they do alone would put into another segment than most of their group, or into none. */
  readonly elsewhere: number;
  /** Known users who are not in the segment of their group: others on the same path are of another group. */
  readonly conflicts: number;
  /** Pairs that were to be apart, and those of them that are in one segment all the same: they are on one path. */
  readonly apart: number;
  readonly notApart: number;
  /** Each group. */
  readonly groups: readonly GuidedGroup[];
}

/** A group of the guide. */
export interface GuidedGroup {
  /** Null for users who were to be together. */
  readonly name: string | null;
  readonly users: number;
  /** Its segment; -1 where none of its users was left. */
  readonly segment: number;
  /** Of its users, how many would be elsewhere by what they do alone. */
  readonly elsewhere: number;
  /** Dense places over which its users are spread, those that hold a tenth of them or more: above 1, the label was split. */
  readonly places: number;
  /** Names of groups most of whose users are in the same dense place: the labels were merged there. */
  readonly sharedWith: readonly string[];
}

/** Share of a group's users that makes a place one of its. */
const PLACE = 0.1;

/**
 * Compares what was known with what was found.
 *
 * @param alone clusters of the same rows where nothing is known ({@link clustersAlone}).
 * @param learnt sequences that were clustered.
 * @param segments of all inputs.
 */
export function guideReport(
  known: KnownPaths,
  { groupOf }: GuidedClusters,
  alone: Int32Array,
  learnt: TokenizedSequences,
  segments: Int32Array,
): GuideReport {
  const { groups } = rowGuide(known, learnt);
  const places = groupPlaces(alone, groups, learnt.weights);
  const elsewhereOf = known.names.map((_, group) => {
    let users = 0;
    for (const [cluster, count] of places.usersOf.get(group) ?? []) {
      if (!isAtHome(places, group, cluster)) users += count;
    }
    return users;
  });
  const users = new Float64Array(known.names.length);
  const segmentOf = known.names.map((_, group) => groupOf.indexOf(group));
  let [all, conflicts] = [0, 0];
  for (const [input, group] of known.ofInputs.entries()) {
    if (group === NOISE) continue;
    users[group]! += 1;
    all += 1;
    if (segments[input] !== segmentOf[group]) conflicts += 1;
  }
  const notApart = known.apartInputs.filter(([a, b]) => segments[a] === segments[b] && segments[a] !== NOISE).length;
  return {
    known: all,
    unknownIds: known.unknownIds,
    elsewhere: elsewhereOf.reduce((sum, count) => sum + count, 0),
    conflicts,
    ...{ apart: known.apartInputs.length, notApart },
    groups: known.names.map((name, group) => {
      const counts = [...(places.usersOf.get(group) ?? [])].filter(([cluster]) => cluster !== NOISE);
      const rows = [...(places.usersOf.get(group)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
      const home = places.homeOf.get(group);
      const shared = known.names.filter(
        (_, other) => other !== group && home !== undefined && places.homeOf.get(other) === home,
      );
      return {
        name: name ?? null,
        users: users[group]!,
        segment: segmentOf[group]!,
        elsewhere: elsewhereOf[group]!,
        places: counts.filter(([, count]) => count >= PLACE * rows).length,
        sharedWith: shared.filter((one) => one !== undefined),
      };
    }),
  };
}

/** The same in words. */
export function notesOnGuide(report: GuideReport | undefined): string[] {
  if (report === undefined) return [];
  const { known, unknownIds, elsewhere, conflicts, apart, notApart, groups } = report;
  const named = groups.filter(({ name }) => name !== null);
  return [
    `of ${unitsText(known, "user")} known beforehand, ${elsewhere} (${percentText(known === 0 ? 0 : elsewhere / known)}) would be elsewhere by what they do alone`,
    ...named
      .filter(({ places }) => places > 1)
      .map(({ name, places }) => `${name} was spread over ${places} dense places`),
    ...named
      .filter(({ sharedWith }) => sharedWith.length > 0)
      .map(({ name, sharedWith }) => `${name} shared a dense place with ${sharedWith.join(", ")}`),
    conflicts > 0 &&
      `${unitsText(conflicts, "user")} known beforehand are in another segment: others on the same path are of another group`,
    notApart > 0 && `${notApart} of ${apart} pairs that were to be apart are on one path, and in one segment`,
    unknownIds > 0 && `${unitsText(unknownIds, "id")} of the guide not found in the log`,
  ].filter((note) => note !== false);
}
