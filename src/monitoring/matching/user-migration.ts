import { NOISE } from "../../core/internal";
import type { SegmentModel } from "../../segments";

/** Users that both models were fitted to, by name. */
export interface UserMigration {
  readonly users: number;
  /** Users of the earlier model only, and of the later one only. */
  readonly left: number;
  readonly entered: number;
  /** Those of both, by their segment then (rows; none last) and now (columns; none last). */
  readonly table: readonly (readonly number[])[];
}

/** Where users went, by name; undefined where one of the models holds no names. */
export function userMigration(previous: SegmentModel, next: SegmentModel): UserMigration | undefined {
  if (previous.ids === undefined || next.ids === undefined) return undefined;
  const now = new Map(next.ids.map((id, input) => [id, next.labels[input]!]));
  const [before, after] = [previous.segments.length, next.segments.length];
  const table = Array.from({ length: before + 1 }, () => new Array<number>(after + 1).fill(0));
  let users = 0;
  for (const [input, id] of previous.ids.entries()) {
    const to = now.get(id);
    if (to === undefined) continue;
    const from = previous.labels[input]!;
    table[from === NOISE ? before : from]![to === NOISE ? after : to]! += 1;
    users += 1;
  }
  return { users, left: previous.ids.length - users, entered: next.ids.length - users, table };
}
