import type { Points } from "../unpack-points";
import type { PointIndex } from "./point-index";

/** The keys that walk from point to point, and where to. */
export const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/**
 * The next point in a direction: the nearest in the quarter turn around it; from no point, the one nearest to the middle. -1 where
 * there is none.
 *
 * @param from   a point, or -1.
 * @param least  how far away it is at least.
 */
export function nextPoint(
  points: Points,
  index: PointIndex,
  [sx, sy]: readonly [number, number],
  { from, middle, least, accept }: Walk,
): number {
  if (from < 0) return index.nearest(...middle, Number.POSITIVE_INFINITY, accept);
  const [x, y] = [points.x[from]!, points.y[from]!];
  return index.nearest(x, y, Number.POSITIVE_INFINITY, (point) => {
    const along = (points.x[point]! - x) * sx + (points.y[point]! - y) * sy;
    const aside = Math.abs((points.x[point]! - x) * sy) + Math.abs((points.y[point]! - y) * sx);
    return along > least && aside <= along && accept(point);
  });
}

interface Walk {
  readonly from: number;
  readonly middle: readonly [number, number];
  readonly least: number;
  readonly accept: (point: number) => boolean;
}
