/** A power of two that brings the largest coordinate to about 1, so that squares neither overflow nor vanish. */
export function powerOfTwoScale(data: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  let scale = 1;
  while (largest * scale > 1) scale /= 2;
  while (largest > 0 && largest * scale < 0.5) scale *= 2;
  return scale;
}
