import type { Matrix } from "../../core";
import { checkpoint, findRows, finish, indexRows, labelCount, NOISE, pickRows, row, sum } from "../../core/internal";
import { matrixTree } from "../file/artefact";
import { ALTERNATIVES, type Placements, type Placer } from "./placer";

/** The training rows and what they were labelled. */
export interface NearestMemberState {
  readonly vectors: Matrix;
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
}

/**
 * Places a vector with its nearest training vector (ties by the smaller row), for clusterers that cannot place new
 * vectors themselves.
 */
export function nearestMemberPlacer(state: NearestMemberState): Placer {
  const segments = labelCount(state.labels);
  return {
    state: () => ({ method: "nearest-member", ...state, vectors: matrixTree(state.vectors) }),
    without(vectors) {
      const leftBy = finish(findRows(finish(indexRows(vectors)), state.vectors));
      const members = [...leftBy.keys()].filter((member) => leftBy[member]! < 0);
      if (members.length === 0) return this;
      return nearestMemberPlacer({
        vectors: pickRows(state.vectors, members),
        labels: Int32Array.from(members, (member) => state.labels[member]!),
        probabilities: Float64Array.from(members, (member) => state.probabilities[member]!),
      });
    },
    async place(vectors, { alternatives = ALTERNATIVES, ...run } = {}) {
      const k = Math.min(alternatives, segments);
      const placements: Placements = {
        labels: new Int32Array(vectors.rows),
        probabilities: new Float64Array(vectors.rows),
        nearestDistances: new Float64Array(vectors.rows),
        alternatives: { k, labels: new Int32Array(vectors.rows * k), shares: new Float64Array(vectors.rows * k) },
      };
      const reach = new Float64Array(segments);
      const at = checkpoint("assigning", run);
      for (let i = 0; i < vectors.rows; i++) {
        placeOne(state, row(vectors, i), i, reach, placements);
        await at.pass((i + 1) / vectors.rows);
      }
      return placements;
    },
  };
}

function placeOne(
  state: NearestMemberState,
  query: Float32Array,
  i: number,
  reach: Float64Array,
  out: Placements,
): void {
  const { vectors, labels, probabilities } = state;
  reach.fill(Number.POSITIVE_INFINITY);
  let nearest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let member = 0; member < vectors.rows; member++) {
    const squared = squaredDistance(vectors, member, query);
    const label = labels[member]!;
    if (label !== NOISE && squared < reach[label]!) reach[label] = squared;
    if (squared < smallest) {
      smallest = squared;
      nearest = member;
    }
  }
  out.labels[i] = labels[nearest]!;
  out.probabilities[i] = probabilities[nearest]!;
  out.nearestDistances[i] = Math.sqrt(smallest);
  const { k } = out.alternatives;
  const order = [...reach.keys()].sort((a, b) => reach[a]! - reach[b]! || a - b).slice(0, k);
  // A segment at distance 0 takes the whole share: closeness is counted from a distance that cannot vanish.
  const closeness = order.map((label) => 1 / Math.max(Math.sqrt(reach[label]!), 1e-12));
  const total = sum(closeness);
  order.forEach((label, j) => {
    out.alternatives.labels[i * k + j] = label;
    out.alternatives.shares[i * k + j] = closeness[j]! / total;
  });
}

function squaredDistance({ data, cols }: Matrix, member: number, query: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    const difference = data[member * cols + j]! - query[j]!;
    sum += difference * difference;
  }
  return sum;
}
