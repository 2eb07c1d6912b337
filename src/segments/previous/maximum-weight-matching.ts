import { NOISE } from "../../core/internal";

/**
 * Pairs of rows and columns, each in one pair at most, whose weights sum to the most (Kuhn 1955, Munkres 1957; shortest augmenting paths
 * with potentials). Of several such matchings, the one that gives row 0 the smallest column, then row 1, and so on. Pairs of
 * weight 0 are none.
 *
 * @param weights whole numbers >= 0, row by row, so that sums are exact.
 * @returns for each row its column; -1 for none.
 */
export function maximumWeightMatching(weights: Float64Array, rows: number, cols: number): Int32Array {
  const n = Math.max(rows, cols);
  const weightAt = (i: number, j: number) => (i < rows && j < cols ? weights[i * cols + j]! : 0);
  const { rowOf, rowPotential, colPotential } = optimalAssignment(n, weightAt);
  const isTight = (i: number, j: number) => -weightAt(i, j) === rowPotential[i]! + colPotential[j]!;
  const colOf = new Int32Array(n);
  for (let j = 0; j < n; j++) colOf[rowOf[j]!] = j;
  takeSmallest({ rows, n, colOf, rowOf, isTight, isPair: (i, j) => weightAt(i, j) > 0 });
  return Int32Array.from({ length: rows }, (_, i) => (weightAt(i, colOf[i]!) > 0 ? colOf[i]! : NOISE));
}

/** An assignment of n rows to n columns of the greatest weight, and potentials: no edge costs less than the sum of its two. */
function optimalAssignment(n: number, weightAt: (i: number, j: number) => number) {
  const rowPotential = new Float64Array(n);
  const colPotential = new Float64Array(n + 1); // the last one is the root of each search
  const rowOf = new Int32Array(n + 1).fill(NOISE);
  for (let row = 0; row < n; row++) {
    const slack = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(n).fill(n);
    const done = new Uint8Array(n + 1);
    let col = n;
    rowOf[n] = row;
    while (rowOf[col] !== NOISE) {
      done[col] = 1;
      const i = rowOf[col]!;
      let step = Number.POSITIVE_INFINITY;
      let nearest = n;
      for (let j = 0; j < n; j++) {
        if (done[j]) continue;
        const reduced = -weightAt(i, j) - rowPotential[i]! - colPotential[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          before[j] = col;
        }
        if (slack[j]! < step) {
          step = slack[j]!;
          nearest = j;
        }
      }
      for (let j = 0; j <= n; j++) {
        if (done[j]) {
          rowPotential[rowOf[j]!]! += step;
          colPotential[j]! -= step;
        } else slack[j]! -= step;
      }
      col = nearest;
    }
    while (col !== n) {
      const from = before[col]!;
      rowOf[col] = rowOf[from]!;
      col = from;
    }
  }
  return { rowOf, rowPotential, colPotential };
}

interface TightGraph {
  readonly rows: number;
  readonly n: number;
  readonly colOf: Int32Array;
  readonly rowOf: Int32Array;
  isTight(i: number, j: number): boolean;
  isPair(i: number, j: number): boolean;
}

/** Among all optimal assignments, which are those of tight edges alone, gives row after row the smallest column that it can have. */
function takeSmallest({ rows, n, colOf, rowOf, isTight, isPair }: TightGraph): void {
  const settled = new Uint8Array(n); // rows whose column is final, or that stay without a pair
  const taken = new Uint8Array(n);
  const mayHave = (i: number, j: number) => !taken[j] && isTight(i, j) && !(settled[i] && isPair(i, j));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < n; j++) {
      if (!isPair(i, j) || !mayHave(i, j)) continue;
      if (colOf[i] !== j && !reroute(i, j)) continue;
      taken[j] = 1;
      break;
    }
    settled[i] = 1;
  }

  /** Gives row i column j, if the row that had it finds another way. */
  function reroute(i: number, j: number): boolean {
    const seen = new Uint8Array(n);
    seen[j] = 1;
    const free = colOf[i]!;
    const moves: [row: number, col: number][] = [];
    const finds = (row: number): boolean => {
      for (let col = 0; col < n; col++) {
        if (seen[col] || !mayHave(row, col)) continue;
        seen[col] = 1;
        if (col === free || (rowOf[col] !== i && finds(rowOf[col]!))) {
          moves.push([row, col]);
          return true;
        }
      }
      return false;
    };
    if (!finds(rowOf[j]!)) return false;
    for (const [row, col] of [...moves, [i, j] as const]) {
      colOf[row] = col;
      rowOf[col] = row;
    }
    return true;
  }
}
