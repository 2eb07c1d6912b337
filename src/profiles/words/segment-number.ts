/** How a segment is numbered for people: from 1. Its id, the label, counts from 0. */
export function segmentNumber(segment: number): number {
  return segment + 1;
}
