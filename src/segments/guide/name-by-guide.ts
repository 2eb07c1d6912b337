import type { SegmentProfile, SegmentRelations } from "../../profiles";

/** Profiles, and how they relate, with the names of groups that were known; another segment of such a name gets its number. */
export function nameByGuide<R extends SegmentRelations | null>(
  found: { readonly profiles: readonly SegmentProfile[]; readonly relations: R },
  nameOf: (segment: number) => string | undefined,
): { readonly profiles: readonly SegmentProfile[]; readonly relations: R } {
  const given = new Set(found.profiles.flatMap(({ segment }) => nameOf(segment) ?? []));
  const profiles = found.profiles.map((profile): SegmentProfile => {
    const name = nameOf(profile.segment);
    if (name === undefined) {
      return given.has(profile.name)
        ? { ...profile, name: `${profile.name} (segment ${profile.segment + 1})` }
        : profile;
    }
    return { ...profile, name, words: { ...profile.words, nameTruth: null } };
  });
  if (found.relations === null) return { profiles, relations: found.relations };
  const called = new Map(profiles.map(({ segment, name }) => [segment, name]));
  const groups = found.relations.groups.map((group) => {
    const [only, ...others] = group.segments;
    return others.length === 0 ? { ...group, name: called.get(only!) ?? group.name } : group;
  });
  return { profiles, relations: { ...found.relations, groups } };
}
