import { acceptEvents, type UserState } from "./user-state";

/** Two users as one: what `moved` did is what `known` did. */
export function joinUsers(known: UserState, moved: UserState, lateness: number): UserState {
  if (known.folded === undefined && known.tail.length === 0) return { ...moved, fitted: known.fitted ?? moved.fitted };
  const told = { accepted: 0, late: 0, duplicate: 0 };
  const fitted = known.fitted ?? moved.fitted;
  if (known.folded === undefined && moved.folded !== undefined) {
    const all = acceptEvents(moved, known.tail, lateness, told);
    return { ...all, fitted, partial: moved.partial || told.late > 0 };
  }
  const all = acceptEvents(known, moved.tail, lateness, told);
  return { ...all, fitted, partial: known.partial || moved.folded !== undefined || told.late > 0 };
}
