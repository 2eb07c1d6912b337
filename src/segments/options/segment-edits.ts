/** A segment: its id, such as `"s1"`, or its number, from 0. */
export type SegmentReference = string | number;

/**
 * What to change in the segments of a model ({@link SegmentModel.edit}). Each segment is named by its id
 * ({@link ModelLineage.ids}) or by its number from 0, as they are before the edit. Merging comes first, then dissolving, names,
 * and the order.
 */
export interface SegmentEdits {
  /** New names: by id, or by number from 0. A merged segment is named by any of its parts. */
  readonly rename?: Readonly<Record<string, string>> | undefined;
  /** Segments that become one: it keeps the id of the largest of them. */
  readonly merge?: readonly (readonly SegmentReference[])[] | undefined;
  /** Segments that are given up. */
  readonly dissolve?: readonly SegmentReference[] | undefined;
  /** Segments in the order in which they are numbered from now on; others follow in the order they have. */
  readonly order?: readonly SegmentReference[] | undefined;
  /** Where members of dissolved segments go: each to the nearest segment that stays, or to none. @default "nearest" */
  readonly leftOver?: "nearest" | "none" | undefined;
}
