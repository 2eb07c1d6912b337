import { verbatim, wrongValue } from "../../core/internal";
import type { Guide } from "../options/guide-options";

/** Groups of ids: one for each name, those of patterns too, then one for each set of users who are to be together. */
export interface GroupedIds {
  readonly names: readonly (string | undefined)[];
  readonly groupOf: ReadonlyMap<string, number>;
}

/**
 * Joins labels and users who are to be together: one label among them is that of all.
 *
 * @throws RangeError when users who are to be together bear two labels, or users of one group are to be apart.
 */
export function groupIds({ labels, patterns, together, apart }: Guide): GroupedIds {
  const named = [...new Set([...labels.map(([, name]) => name), ...patterns.map(([name]) => name)])];
  const names: (string | undefined)[] = [...named];
  const numberOf = new Map(named.map((name, group) => [name, group]));
  const groupOf = new Map(labels.map(([id, name]) => [id, numberOf.get(name)!]));
  for (const ids of joined(together)) {
    const labelled = ids.filter((id) => groupOf.has(id));
    const group = labelled.length > 0 ? groupOf.get(labelled[0]!)! : names.push(undefined) - 1;
    const other = labelled.find((id) => groupOf.get(id) !== group);
    if (other !== undefined) {
      const got = [labelled[0]!, other].map((id) => `${JSON.stringify(id)} (${names[groupOf.get(id)!]})`);
      throw wrongValue("guide.together", "users of one label", verbatim(got.join(" and ")));
    }
    for (const id of ids) groupOf.set(id, group);
  }
  for (const ids of apart) {
    const seen = new Map<number, string>();
    for (const id of ids) {
      const group = groupOf.get(id);
      if (group === undefined) continue;
      const same = seen.get(group);
      if (same !== undefined) {
        const why = names[group] === undefined ? "together" : `both ${names[group]}`;
        const got = `${JSON.stringify(same)} and ${JSON.stringify(id)} (${why})`;
        throw wrongValue("guide.apart", "users of different groups", verbatim(got));
      }
      seen.set(group, id);
    }
  }
  return { names, groupOf };
}

/** Groups that share an id as one. */
function joined(groups: readonly (readonly string[])[]): string[][] {
  const sets: Set<string>[] = [];
  const setOf = new Map<string, Set<string>>();
  for (const group of groups) {
    let all = new Set(group);
    for (const id of group) {
      const other = setOf.get(id);
      if (other === undefined || other === all) continue;
      const [more, fewer] = other.size >= all.size ? [other, all] : [all, other];
      for (const member of fewer) more.add(member);
      fewer.clear();
      all = more;
      for (const member of more) setOf.set(member, more);
    }
    for (const id of all) setOf.set(id, all);
    if (!sets.includes(all)) sets.push(all);
  }
  return sets.filter(({ size }) => size > 0).map((set) => [...set]);
}
