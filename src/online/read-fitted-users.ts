import { integer, number, wrongType } from "../core/internal";
import { readUser } from "./user-event";
import type { FittedLabel } from "./user-state";

/** A label of the last fit. */
export interface FittedUser {
  readonly user?: string | undefined;
  /** The same, as a model's table of users names it. @default user */
  readonly id?: string | number | undefined;
  /** Number of the segment, from 0; -1 for none. */
  readonly segment: number;
  /** @default 1 */
  readonly probability?: number | undefined;
}

/**
 * Reads labels at the public edge; of a user who comes twice the last one counts.
 *
 * @param segments how many the model has.
 * @throws TypeError, RangeError when a row is none, or names no such segment.
 */
export function readFittedUsers(users: Iterable<FittedUser>, segments: number): Map<string, FittedLabel> {
  const labels = new Map<string, FittedLabel>();
  if (typeof users !== "object" || users === null || !(Symbol.iterator in users)) {
    throw wrongType("users", "an array of { user, segment }", users);
  }
  for (const fitted of users) {
    if (typeof fitted !== "object" || fitted === null) throw wrongType("users", "{ user, segment } each", fitted);
    const { id, user = id, segment, probability = 1 } = fitted;
    labels.set(readUser("user", user), {
      segment: integer({ min: -1, max: segments - 1 }).read(segment, "segment"),
      probability: number({ min: 0, max: 1 }).read(probability, "probability"),
    });
  }
  return labels;
}
