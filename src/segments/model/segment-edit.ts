import { listOf, orNull, record, type Shape, text, whole } from "../file/shape";

/** What was changed by hand in a model, with the ids of segments ({@link SegmentModel.edits}). */
export interface SegmentEdit {
  /** All of it in words. */
  readonly text: string;
  /** Segments that were given another name. */
  readonly renamed: readonly { readonly id: string; readonly from: string; readonly to: string }[];
  /** Segments that became one, and the id that it bears: that of the largest of them. */
  readonly merged: readonly { readonly into: string; readonly of: readonly string[] }[];
  /** Segments that are no more, and those that their members went to. */
  readonly dissolved: readonly { readonly id: string; readonly to: readonly string[] }[];
  /** The ids in the order that was asked for; null where none was. */
  readonly order: readonly string[] | null;
  /** Segments that were split further, and the ids of their parts. */
  readonly refined: readonly { readonly id: string; readonly into: readonly string[] }[];
  /** Segments that were added, of users who fitted none ({@link SegmentModel.extend}). */
  readonly added: readonly { readonly id: string; readonly name: string }[];
  /** Segments whose number changed: before, and from now on; both from 1, as people are shown them. */
  readonly renumbered: readonly { readonly id: string; readonly from: number; readonly to: number }[];
}

type ItemOf<T> = T extends readonly (infer I)[] ? I : never;

/** An edit as it is saved. */
export const editShape: Shape<SegmentEdit> = record<SegmentEdit>({
  text,
  renamed: listOf(record<ItemOf<SegmentEdit["renamed"]>>({ id: text, from: text, to: text })),
  merged: listOf(record<ItemOf<SegmentEdit["merged"]>>({ into: text, of: listOf(text) })),
  dissolved: listOf(record<ItemOf<SegmentEdit["dissolved"]>>({ id: text, to: listOf(text) })),
  order: orNull(listOf(text)),
  refined: listOf(record<ItemOf<SegmentEdit["refined"]>>({ id: text, into: listOf(text) })),
  added: listOf(record<ItemOf<SegmentEdit["added"]>>({ id: text, name: text })),
  renumbered: listOf(record<ItemOf<SegmentEdit["renumbered"]>>({ id: text, from: whole(1), to: whole(1) })),
});
