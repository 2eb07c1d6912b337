import { segmentNumber } from "../profiles/internal";

/** The anchor of a segment's card: `segment-1`, `segment-none`. */
export function segmentAnchor(segment: number): string {
  return `segment-${segment < 0 ? "none" : segmentNumber(segment)}`;
}

/** A segment's number and name; unassigned inputs have no number. */
export function numberedName({ segment, name }: { readonly segment: number; readonly name: string }): string {
  return segment < 0 ? name : `${segmentNumber(segment)} ${name}`;
}
