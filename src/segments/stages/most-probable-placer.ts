import { mostProbable, toResponsibilities } from "../../clustering/internal";
import type { Matrix } from "../../core";
import { queryNeighbors } from "../../neighbors";
import { matrixTree } from "../file/artefact";
import { ALTERNATIVES, type Placer } from "./placer";

/** Places a vector of what speaks for each segment, as logarithms, with the most probable one. */
export function mostProbablePlacer(training: Matrix): Placer {
  return {
    state: () => ({ method: "most-probable", training: matrixTree(training) }),
    spare: () => training.cols - new Set(mostProbable(training).labels).size,
    async place(vectors, { alternatives: most = ALTERNATIVES, ...run } = {}) {
      const k = Math.min(most, training.cols);
      const alternatives = { k, labels: new Int32Array(vectors.rows * k), shares: new Float64Array(vectors.rows * k) };
      for (let i = 0; i < vectors.rows; i++) {
        const logs = vectors.data.subarray(i * vectors.cols, (i + 1) * vectors.cols);
        const order = [...logs.keys()].sort((a, b) => logs[b]! - logs[a]! || a - b).slice(0, k);
        const shares = Float64Array.from(order, (segment) => logs[segment]!);
        toResponsibilities(shares);
        alternatives.labels.set(order, i * k);
        alternatives.shares.set(shares, i * k);
      }
      const nearest = vectors.rows === 0 ? undefined : await queryNeighbors(training, vectors, { k: 1, ...run });
      const nearestDistances = Float64Array.from(nearest?.distances ?? []);
      return { ...mostProbable(vectors), nearestDistances, alternatives };
    },
  };
}
