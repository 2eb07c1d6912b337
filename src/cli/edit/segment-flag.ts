import { segmentNumber } from "../../profiles/internal";
import type { SegmentModel } from "../../segments";

/**
 * Reads a segment of the shell: its name, the number that is shown, from 1, or its id.
 *
 * @returns its number from 0; undefined for what is none of them.
 */
export function findSegment({ segments, lineage }: SegmentModel, text: string): number | undefined {
  const named = segments.findIndex(({ name }) => name === text);
  if (named >= 0) return named;
  const found = segments.findIndex(
    ({ segment }) => String(segmentNumber(segment)) === text || lineage.ids[segment] === text,
  );
  return found < 0 ? undefined : found;
}

/** @throws RangeError naming the flag. */
export function segmentFlag(model: SegmentModel, flag: string, text: string): number {
  const found = findSegment(model, text);
  if (found !== undefined) return found;
  throw new RangeError(`${flag} expected ${expectedOf(model)}, got ${JSON.stringify(text)}`);
}

/** Segments between commas; where a name holds commas itself, the longest that is one. */
export function segmentsFlag(model: SegmentModel, flag: string, text: string): number[] {
  const pieces = text.split(",");
  const found: number[] = [];
  for (let from = 0; from < pieces.length; ) {
    let to = pieces.length;
    while (to > from + 1 && findSegment(model, pieces.slice(from, to).join(",").trim()) === undefined) to--;
    found.push(segmentFlag(model, flag, pieces.slice(from, to).join(",").trim()));
    from = to;
  }
  return found;
}

/** A segment and its new name, the first `=` between them that stands after a segment. */
export function renameFlag(model: SegmentModel, flag: string, text: string): readonly [segment: number, name: string] {
  for (let at = text.indexOf("="); at >= 0; at = text.indexOf("=", at + 1)) {
    const segment = findSegment(model, text.slice(0, at).trim());
    if (segment !== undefined) return [segment, text.slice(at + 1).trim()];
  }
  throw new RangeError(`${flag} expected SEGMENT=NAME with ${expectedOf(model)}, got ${JSON.stringify(text)}`);
}

function expectedOf({ segments }: SegmentModel): string {
  return segments.length === 0
    ? "no segment, for the model has none"
    : `a segment: 1 to ${segments.length}, a name or an id`;
}
