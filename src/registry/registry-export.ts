import { type LineageGraph, lineageGraph } from "./lineage-graph";
import type { LogEntry } from "./log/log-entry";
import type { ModelVersion } from "./model-version";
import { stateAfter } from "./state";
import { type SuccessorMap, successorMapOf } from "./sunset/successor-map";

/** All that a registry says, but the models' bytes ({@link Registry.export}); plain JSON. */
export interface RegistryExport {
  readonly champion: string | null;
  readonly challenger: string | null;
  readonly versions: readonly ModelVersion[];
  readonly successors: SuccessorMap | null;
  readonly lineage: LineageGraph;
  readonly log: readonly LogEntry[];
}

/** All that follows from a log. */
export function exportOf(log: readonly LogEntry[]): RegistryExport {
  const state = stateAfter(log);
  const { champion, challenger, versions } = state;
  const successors = successorMapOf(state) ?? null;
  return { champion, challenger, versions, successors, lineage: lineageGraph(versions), log };
}
