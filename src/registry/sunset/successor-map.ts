import type { RegistryState } from "../state";

/** Which segments answer for those that are gone (`registry.successors`); plain JSON. */
export interface SuccessorMap {
  /** Hash of the champion. */
  readonly model: string;
  /** Its segments, in its order. */
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly retired: readonly RetiredSegment[];
}

/** A segment that is gone or going. */
export interface RetiredSegment {
  readonly id: string;
  /** Ids that took over, the first before the others; none where nobody did. */
  readonly successors: readonly string[];
  /** Milliseconds since 1970 from which on they answer. */
  readonly until: number;
}

/** The map of a state; undefined without a champion. */
export function successorMapOf({ champion, versions, sunsets }: RegistryState): SuccessorMap | undefined {
  const found = versions.find(({ hash }) => hash === champion);
  return (
    found && {
      model: found.hash,
      segments: found.segments.map(({ id, name }) => ({ id, name })),
      retired: [...sunsets].map(([id, { successors, until }]) => ({ id, successors, until })),
    }
  );
}
