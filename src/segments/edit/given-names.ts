import type { SegmentProfile, SegmentRelations } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import type { HistoryStep, ModelParts } from "../model/model-parts";

/** Names that people gave, by id. */
export function namesGiven(history: readonly HistoryStep[]): Map<string, string> {
  return new Map(history.flatMap(({ edit }) => edit.renamed.map(({ id, to }) => [id, to] as const)));
}

/** Names that a guide gave, by id. */
export function namesOfGuide({ report, segments, lineage }: ModelParts): Map<string, string> {
  const named = (report.guide?.groups ?? []).flatMap(({ name, segment }) =>
    name !== null && segments[segment]?.name === name ? [[lineage.ids[segment]!, name] as const] : [],
  );
  return new Map(named);
}

/** Segments and their relations. */
interface Named {
  readonly segments: readonly SegmentProfile[];
  readonly relations: SegmentRelations | null;
}

/** The same with names that people gave; a name that was found and is given to another segment is told apart by its number. */
export function withGivenNames<T extends Named>(
  found: T,
  ids: readonly string[],
  given: ReadonlyMap<string, string>,
): T {
  const taken = new Set(ids.map((id) => given.get(id)).filter((name) => name !== undefined));
  const segments = found.segments.map((profile): SegmentProfile => {
    const own = given.get(ids[profile.segment]!);
    if (own !== undefined) return { ...profile, name: own, words: { ...profile.words, nameTruth: null } };
    if (!taken.has(profile.name)) return profile;
    return { ...profile, name: `${profile.name} (segment ${segmentNumber(profile.segment)})` };
  });
  const renamed = new Map(segments.map(({ segment, name }) => [found.segments[segment]!.name, name]));
  return { ...found, segments, relations: found.relations && renameGroups(found.relations, renamed) };
}

/** Groups are named after segments: alone, or with so many more. */
function renameGroups(relations: SegmentRelations, renamed: ReadonlyMap<string, string>): SegmentRelations {
  const taken = new Set<string>();
  const groups = relations.groups.map((group, i) => {
    const name = group.parts === null ? (renamed.get(group.name) ?? group.name) : renamedGroup(group.name, renamed);
    const unique = taken.has(name) ? `${name} (group ${i + 1})` : name;
    taken.add(unique);
    return { ...group, name: unique };
  });
  return { ...relations, groups };
}

function renamedGroup(name: string, renamed: ReadonlyMap<string, string>): string {
  const [, after, more] = /^(.*)( and [\d,]+ more.*)$/su.exec(name) ?? [];
  const to = after === undefined ? undefined : renamed.get(after);
  return to === undefined ? name : `${to}${more}`;
}
