/**
 * The colors of segments: those of Okabe & Ito (2008) without yellow and black, indigo added, and three moved until the
 * nearest two of all, the gray of noise among them, are as far apart as in no other set tried (OKLab distance 0.10 to
 * normal, protan and deutan eyes, 0.08 to tritan ones; Machado, Oliveira & Fernandes 2009). One set for each ground.
 */
export const PALETTE = {
  light: ["#0b6fb0", "#e69f00", "#019b6b", "#bb83b7", "#51b3ff", "#d55e00", "#332288"],
  dark: ["#006aaf", "#e69f00", "#109c6f", "#a081bf", "#5cbcf8", "#d65e00", "#845bf2"],
} as const;

/** The gray of unassigned inputs. */
export const NOISE_COLOR = { light: "#b4b8be", dark: "#5b616b" } as const;

/** More segments than colors differ by shape: color and shape together distinguish 28 segments. */
const SEGMENT_SHAPES = ["disc", "square", "triangle", "diamond"] as const;

/** The shapes of segments, and the cross of unassigned inputs: no segment is drawn as one, in any color. */
export const SHAPES = [...SEGMENT_SHAPES, "cross"] as const;
export type Shape = (typeof SHAPES)[number];

/** Number of the color of a segment; -1 for unassigned inputs. */
export function colorOf(segment: number): number {
  return segment < 0 ? -1 : segment % PALETTE.light.length;
}

/** Shape of the points of a segment. */
export function shapeOf(segment: number): Shape {
  return segment < 0 ? "cross" : SEGMENT_SHAPES[Math.floor(segment / PALETTE.light.length) % SEGMENT_SHAPES.length]!;
}
