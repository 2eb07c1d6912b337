import type { ModelVersion } from "./model-version";

/** Segments through all versions of a registry ({@link Registry.lineage}); plain JSON. */
export interface LineageGraph {
  /** Each segment that any version has, by the order of their ids. */
  readonly segments: readonly LineageSegment[];
  /** Which segment took over from which when a version went without it. */
  readonly edges: readonly LineageEdge[];
}

/** A segment through the versions. */
export interface LineageSegment {
  readonly id: string;
  /** Its name in the last version that has it. */
  readonly name: string;
  /** Share of the inputs in each version that has it. */
  readonly shares: readonly { readonly version: number; readonly share: number }[];
}

/** A succession. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  /** Number of the version that does without `from`. */
  readonly version: number;
}

/** The graph of versions, in the order they came. */
export function lineageGraph(versions: readonly ModelVersion[]): LineageGraph {
  const segments = new Map<string, { name: string; shares: { version: number; share: number }[] }>();
  for (const { number, segments: own } of versions) {
    for (const { id, name, share } of own) {
      const found = segments.get(id);
      segments.set(id, { name, shares: [...(found?.shares ?? []), { version: number, share }] });
    }
  }
  const edges = versions.flatMap(({ number, parent, lineage }): LineageEdge[] => {
    const before = versions.find(({ hash }) => hash === parent)?.lineage.retired ?? [];
    const fresh = lineage.retired.filter(({ id }) => !before.some((retired) => retired.id === id));
    return fresh.flatMap(({ id, successors }) => successors.map((to) => ({ from: id, to, version: number })));
  });
  const ordered = [...segments].sort(([a], [b]) => numberOf(a) - numberOf(b));
  return { segments: ordered.map(([id, found]) => ({ id, ...found })), edges };
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}
