import type { Csr, Matrix } from "../core";
import { type Checkpoint, follow, matrix, pickRows } from "../core/internal";
import { rigidlyOnto } from "./align";
import { componentGraph } from "./components";

/** Components lie no farther apart, in root mean square, than this many times their own size. */
const FARTHEST = 8;

/**
 * Starts the components of a graph where PCA puts their points: each laid out by itself, then scaled, turned, mirrored
 * and shifted onto its points' principal coordinates. (umap-learn lays each around its centroid's place within half the
 * way to the next one, unturned, and up to 2 x dimensions of them at the ends of the axes, wherever they lie.)
 *
 * @param principal coordinates of all points; a component with too few points for a layout of its own keeps them.
 * @param layOut    the layout of a component's part of the graph.
 */
export async function componentsInPlace(
  graph: Csr,
  components: readonly Int32Array[],
  principal: Matrix,
  layOut: (part: Csr) => Promise<Matrix>,
  at: Checkpoint,
): Promise<Matrix> {
  const { cols } = principal;
  const result = drawnTogether(principal, components);
  const places = new Int32Array(graph.rows);
  let done = 0;
  for (const members of components) {
    if (members.length >= 2 * cols && members.length > cols + 1) {
      const place = pickRows(result, members);
      const share = done / graph.rows;
      const part = await follow(componentGraph(graph, members, places), at.part(share, share));
      const shape = scaledTo(await layOut(part), squaredSpread(place));
      const known = new Uint8Array(members.length).fill(1);
      const placed = await rigidlyOnto(shape, { known, coordinates: place });
      for (const [m, i] of members.entries()) {
        result.data.set(placed.data.subarray(m * cols, (m + 1) * cols), i * cols);
      }
    }
    done += members.length;
    const pause = at.pass(done / graph.rows);
    if (pause) await pause;
  }
  return result;
}

/** Components brought nearer to the middle where they are far apart, so that none is a mere dot in the whole. */
function drawnTogether(points: Matrix, components: readonly Int32Array[]): Matrix {
  const { rows, cols } = points;
  const middle = center(points);
  const result = matrix(rows, cols, points.data.slice());
  let within = 0;
  let between = 0;
  const offsets = components.map((members) => {
    const part = pickRows(points, members);
    const offset = center(part).map((value, c) => value - middle[c]!);
    within += squaredSpread(part);
    for (const value of offset) between += members.length * value * value;
    return offset;
  });
  const reach = FARTHEST * Math.sqrt(within / between);
  if (within === 0 || reach >= 1) return result;
  for (const [k, members] of components.entries()) {
    for (const i of members) for (let c = 0; c < cols; c++) result.data[i * cols + c]! -= (1 - reach) * offsets[k]![c]!;
  }
  return result;
}

function center({ data, rows, cols }: Matrix): Float64Array {
  const means = new Float64Array(cols);
  data.forEach((value, e) => {
    means[e % cols]! += value / rows;
  });
  return means;
}

/** Sum of squared distances from the center. */
function squaredSpread(points: Matrix): number {
  const middle = center(points);
  let sum = 0;
  points.data.forEach((value, e) => {
    const off = value - middle[e % points.cols]!;
    sum += off * off;
  });
  return sum;
}

function scaledTo(points: Matrix, wanted: number): Matrix {
  const own = squaredSpread(points);
  const scale = own > 0 ? Math.sqrt(wanted / own) : 0;
  return matrix(
    points.rows,
    points.cols,
    points.data.map((value) => scale * value),
  );
}
