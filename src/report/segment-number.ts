/** How a segment is numbered for people: from 1. Its id counts from 0. */
export function segmentNumber(segment: number): number {
  return segment + 1;
}

/** The anchor of a segment's card: `segment-1`, `segment-none`. */
export function segmentAnchor(segment: number): string {
  return `segment-${segment < 0 ? "none" : segmentNumber(segment)}`;
}

/** A segment's number and name; those in none have no number. */
export function numberedName({ segment, name }: { readonly segment: number; readonly name: string }): string {
  return segment < 0 ? name : `${segmentNumber(segment)} ${name}`;
}
