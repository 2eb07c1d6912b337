import { NOISE } from "../../core/internal";
import type { RowGuide } from "./row-guide";

/** How known groups lie in clusters that were found. */
export interface GroupPlaces {
  /** For each group its users by cluster; -1 for none. */
  readonly usersOf: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** For each group the cluster that holds most of its users; undefined where none does. */
  readonly homeOf: ReadonlyMap<number, number>;
  /** For each cluster the group with the most users there. */
  readonly mostIn: ReadonlyMap<number, number>;
}

/** Where known groups lie in clusters; ties go to the smaller number. */
export function groupPlaces(clusters: Int32Array, groups: Int32Array, weights: Float64Array): GroupPlaces {
  const usersOf = new Map<number, Map<number, number>>();
  const usersIn = new Map<number, Map<number, number>>();
  const add = (to: Map<number, Map<number, number>>, key: number, of: number, users: number) => {
    const counts = to.get(key) ?? new Map<number, number>();
    to.set(key, counts.set(of, (counts.get(of) ?? 0) + users));
  };
  for (const [row, group] of groups.entries()) {
    if (group === NOISE) continue;
    add(usersOf, group, clusters[row]!, weights[row]!);
    if (clusters[row] !== NOISE) add(usersIn, clusters[row]!, group, weights[row]!);
  }
  const homeOf = new Map<number, number>();
  for (const [group, counts] of usersOf) {
    const home = largest([...counts].filter(([cluster]) => cluster !== NOISE));
    if (home !== undefined) homeOf.set(group, home);
  }
  const mostIn = new Map([...usersIn].map(([cluster, counts]) => [cluster, largest([...counts])!]));
  return { usersOf, homeOf, mostIn };
}

/** Whether users of a group in a cluster are where the group is, and the cluster is its own. */
export function isAtHome({ homeOf, mostIn }: GroupPlaces, group: number, cluster: number): boolean {
  return cluster !== NOISE && homeOf.get(group) === cluster && mostIn.get(cluster) === group;
}

/** Share of the known users whose cluster is not that of their group. */
export function shareElsewhere(
  clusters: Int32Array,
  { groups }: Pick<RowGuide, "groups">,
  weights: Float64Array,
): number {
  const places = groupPlaces(clusters, groups, weights);
  let [all, elsewhere] = [0, 0];
  for (const [row, group] of groups.entries()) {
    if (group === NOISE) continue;
    all += weights[row]!;
    if (!isAtHome(places, group, clusters[row]!)) elsewhere += weights[row]!;
  }
  return all === 0 ? 0 : elsewhere / all;
}

function largest(counts: readonly (readonly [number, number])[]): number | undefined {
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
