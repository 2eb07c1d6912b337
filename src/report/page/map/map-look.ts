import type { Points } from "../unpack-points";

/** What of the map is shown. */
export class MapLook {
  /** One segment alone; undefined: all alike. */
  emphasized: number | undefined;
  /** Only points whose flag is set. */
  highlighted: Uint8Array | undefined;
  noise = true;
  /** Whether distorted points are drawn with their own mark. */
  distortion = true;
  readonly #points: Points;

  constructor(points: Points) {
    this.#points = points;
  }

  /** Whether a point is shown in full, and can be pointed at. */
  accepts(point: number): boolean {
    const segment = this.#points.segments[point]!;
    return (
      (this.noise || segment >= 0) &&
      (this.emphasized === undefined || segment === this.emphasized) &&
      (this.highlighted === undefined || this.highlighted[point] === 1)
    );
  }

  /** 0: not drawn, 1: drawn faintly, 2: drawn. */
  visibility(point: number): 0 | 1 | 2 {
    if (!this.noise && this.#points.segments[point]! < 0) return 0;
    return this.accepts(point) ? 2 : 1;
  }
}
