import type { SegmentProfile } from "./segment-profile";
import type { SegmentRelations } from "./segment-relations";
import { segmentNumber } from "./words/segment-number";

/** Segments and how they relate. */
interface Named {
  readonly segments: readonly SegmentProfile[];
  readonly relations: SegmentRelations | null;
}

/**
 * The same with names that were given, in the place of those that were found; a name that was found and is given to another
 * segment is told apart by its number.
 *
 * @param nameOf the name given to a segment; undefined for none.
 * @param namedBy who gave them.
 */
export function renameSegments<T extends Named>(
  found: T,
  nameOf: (segment: number) => string | undefined,
  namedBy: "given" | "describe" = "given",
): T {
  const given = new Set(found.segments.flatMap(({ segment }) => nameOf(segment) ?? []));
  const segments = found.segments.map((profile): SegmentProfile => {
    const own = nameOf(profile.segment);
    if (own === profile.name) return profile;
    if (own !== undefined) return { ...profile, name: own, words: { ...profile.words, nameTruth: null, namedBy } };
    if (profile.segment < 0 || !given.has(profile.name)) return profile;
    return { ...profile, name: `${profile.name} (segment ${segmentNumber(profile.segment)})` };
  });
  const renamed = new Map(segments.map(({ name }, i) => [found.segments[i]!.name, name]));
  return { ...found, segments, relations: found.relations && renameGroups(found.relations, renamed) };
}

/** Groups are named after segments: alone, or with this many more. */
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
