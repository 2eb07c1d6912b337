import type { KernelCall } from "../module";

/** Vectors as columns: `rows` x `width` floats, width a multiple of 4, and their images under a symmetric matrix. */
export interface RitzBlock {
  readonly x: Float32Array;
  readonly image: Float32Array;
  readonly width: number;
}

/** `width` x `width` doubles each. */
export interface RitzProducts {
  readonly gram: Float64Array;
  readonly energy: Float64Array;
}

/** Upper triangles of x'x and x'image, of rows `first .. last`. */
export function blockProducts(
  [first, last]: readonly [number, number],
  { x, image, width }: RitzBlock,
  { gram, energy }: RitzProducts,
): KernelCall {
  return ["blockProducts", first, last, width, x.byteOffset, image.byteOffset, gram.byteOffset, energy.byteOffset];
}

/** Doubles of scratch for {@link ritzPairs}. */
export function ritzScratch(width: number): number {
  return 3 * width * width + 5 * width;
}

/** `change` x makes the best eigenvectors within the span of x, largest eigenvalue first; the products are used up. */
export function ritzPairs(
  width: number,
  { gram, energy }: RitzProducts,
  { change, values }: { readonly change: Float64Array; readonly values: Float64Array },
  scratch: Float64Array,
): KernelCall {
  return [
    "ritzPairs",
    width,
    gram.byteOffset,
    energy.byteOffset,
    change.byteOffset,
    values.byteOffset,
    scratch.byteOffset,
  ];
}

/** x := x change, rows `first .. last`; `width` floats of scratch for this call alone. */
export function mixColumns(
  [first, last]: readonly [number, number],
  { x, width }: Pick<RitzBlock, "x" | "width">,
  change: Float64Array,
  scratch: Float32Array,
): KernelCall {
  return ["mixColumns", first, last, width, x.byteOffset, change.byteOffset, scratch.byteOffset];
}
