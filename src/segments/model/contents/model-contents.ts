import type { ModelParts } from "../model-parts";

/** What a model holds, and so what its file reveals to whoever has it ({@link SegmentModel.contents}). */
export interface ModelContents {
  /** Names of actions. */
  readonly actions: number;
  /** Distinct paths whose actions are kept. */
  readonly paths: number;
  /** Those of them that a single user (or session) took. */
  readonly pathsOfOne: number;
  /** Distinct paths whose actions are hidden, since fewer than `minPathMembers` took them; their vectors are kept. */
  readonly hiddenPaths: number;
  /** Users (or sessions), as positions in the input: which path each took, and the segment. */
  readonly inputs: number;
  /** Names of users (or sessions): always false in a file; true in a model that was just fitted to named inputs. */
  readonly names: boolean;
  /** Times of events: always false in a file, which has the first and the last time and shares by hour alone. */
  readonly times: boolean;
  /** Names of properties whose distributions are in the profiles; no value of a single user is kept. */
  readonly properties: readonly string[];
}

/** Lists what a model holds. */
export function contentsOf({ sequences, segments, noise }: ModelParts): ModelContents {
  const { weights, offsets, vocabulary, rowOf, ids, clock } = sequences;
  const isHidden = (row: number) => offsets[row] === offsets[row + 1];
  const rows = [...weights.keys()];
  const kept = rows.filter((row) => !isHidden(row));
  const profiles = [...segments, ...(noise ? [noise] : [])];
  return {
    actions: vocabulary.actions.length,
    paths: kept.length,
    pathsOfOne: kept.filter((row) => weights[row] === 1).length,
    hiddenPaths: rows.length - kept.length,
    inputs: rowOf.length,
    names: ids !== undefined,
    times: clock !== undefined,
    properties: [...new Set(profiles.flatMap(({ properties }) => properties.map(({ name }) => name)))],
  };
}
