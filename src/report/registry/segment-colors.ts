import type { Colors } from "../colors";

/** The color of a segment by its id, which it keeps through all versions; that of none for null. */
export function colorOfId(id: string | null, colors: Colors): string {
  return colors.segment(id === null ? -1 : Number(id.slice(1)) - 1);
}
