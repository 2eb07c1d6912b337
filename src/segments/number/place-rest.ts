import type { Matrix } from "../../core";
import { NOISE, pickRows } from "../../core/internal";
import { queryNeighbors } from "../../neighbors";
import type { RunOptions } from "../../parallel";

/** Labels of all rows, those of no cluster with their nearest member. */
export interface PlacedRows {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  /** For each row the member that it goes with: itself, or the nearest one. */
  readonly memberOf: Int32Array;
}

/** A row outside of the dense part belongs half as strongly as the member it goes with. */
const OUTSIDE = 0.5;

/** Places rows of no cluster with their nearest member; ties by the smaller row. There must be a member. */
export async function placeRest(
  rows: Matrix,
  { labels, probabilities }: { readonly labels: Int32Array; readonly probabilities: Float64Array },
  run: RunOptions,
): Promise<PlacedRows> {
  const memberOf = Int32Array.from(labels.keys());
  const members = memberOf.filter((row) => labels[row] !== NOISE);
  const rest = memberOf.filter((row) => labels[row] === NOISE);
  if (rest.length > 0) {
    const { indices } = await queryNeighbors(pickRows(rows, members), pickRows(rows, rest), { k: 1, ...run });
    for (const [i, row] of rest.entries()) memberOf[row] = members[indices[i]!]!;
  }
  return {
    labels: memberOf.map((member) => labels[member]!),
    probabilities: Float64Array.from(memberOf, (member, row) =>
      member === row ? probabilities[row]! : OUTSIDE * probabilities[member]!,
    ),
    memberOf,
  };
}
