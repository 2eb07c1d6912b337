/** Points at places in 0 .. 65,535. */
export interface PlacedPoints {
  readonly count: number;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** -1 for unassigned inputs. */
  readonly segments: Int32Array;
  readonly weights: Uint32Array;
}

/** Where the name of a segment goes. */
export interface Anchor {
  readonly segment: number;
  readonly x: number;
  readonly y: number;
}

const CELLS = 48;

/** For each segment the middle of its densest place: the heaviest cell of a coarse grid, blurred over its neighbors. */
export function segmentAnchors(points: PlacedPoints, segments: number): Anchor[] {
  const cellOf = (point: number) => ((points.y[point]! * CELLS) >> 16) * CELLS + ((points.x[point]! * CELLS) >> 16);
  const mass = new Float64Array(segments * CELLS * CELLS);
  for (let i = 0; i < points.count; i++) {
    if (points.segments[i]! >= 0) mass[points.segments[i]! * CELLS * CELLS + cellOf(i)]! += points.weights[i]!;
  }
  const anchors: Anchor[] = [];
  for (let segment = 0; segment < segments; segment++) {
    const own = mass.subarray(segment * CELLS * CELLS, (segment + 1) * CELLS * CELLS);
    const best = densest(own);
    if (best < 0) continue;
    let [x, y, all] = [0, 0, 0];
    for (let i = 0; i < points.count; i++) {
      const cell = points.segments[i] === segment ? cellOf(i) : -1;
      if (cell < 0 || !near(cell, best)) continue;
      x += points.x[i]! * points.weights[i]!;
      y += points.y[i]! * points.weights[i]!;
      all += points.weights[i]!;
    }
    anchors.push({ segment, x: x / all, y: y / all });
  }
  return anchors;
}

function densest(mass: Float64Array): number {
  let best = -1;
  let most = 0;
  for (let cell = 0; cell < mass.length; cell++) {
    if (mass[cell] === 0) continue;
    let around = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const other = cell + dy * CELLS + dx;
        if (other >= 0 && other < mass.length && near(other, cell)) around += mass[other]!;
      }
    }
    if (around > most) [best, most] = [cell, around];
  }
  return best;
}

function near(a: number, b: number): boolean {
  return Math.abs((a % CELLS) - (b % CELLS)) <= 1 && Math.abs(Math.floor(a / CELLS) - Math.floor(b / CELLS)) <= 1;
}
