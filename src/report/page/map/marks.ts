import type { Shape } from "../../palette";

/** A mark as coverage of pixels. */
export interface Mark {
  /** Pixels from the middle to the edge of its square. */
  readonly half: number;
  /** Coverage in 0 .. 1 of (2 half + 1)² pixels. */
  readonly coverage: Float32Array;
}

/** A shape of the area of a disc of this radius, filled or hollow; coverage by 4 x 4 samples a pixel. */
export function markOf(shape: Shape, radius: number, hollow: boolean): Mark {
  const half = Math.ceil(radius * 1.5);
  const side = 2 * half + 1;
  const inner = hollow ? radius - Math.max(1.1, 0.28 * radius) : 0;
  const coverage = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let inside = 0;
      for (let sample = 0; sample < 16; sample++) {
        const x = column - half + ((sample & 3) - 1.5) / 4;
        const y = row - half + ((sample >> 2) - 1.5) / 4;
        const empty = inner > 0 && covers(shape, x / inner, y / inner);
        if (!empty && covers(shape, x / radius, y / radius)) inside += 1;
      }
      coverage[row * side + column] = inside / 16;
    }
  }
  return { half, coverage };
}

/** Whether a shape of the area of the unit disc covers a place. */
function covers(shape: Shape, x: number, y: number): boolean {
  if (shape === "square") return Math.max(Math.abs(x), Math.abs(y)) <= 0.886;
  if (shape === "diamond") return Math.abs(x) + Math.abs(y) <= 1.253;
  if (shape === "triangle") return y <= 0.8 && Math.abs(x) <= ((y + 1.45) / 2.25) * 1.3;
  if (shape === "cross") {
    const [along, across] = [Math.abs(x + y) * Math.SQRT1_2, Math.abs(x - y) * Math.SQRT1_2];
    return Math.max(along, across) <= 1.35 && Math.min(along, across) <= 0.33;
  }
  return x * x + y * y <= 1;
}
