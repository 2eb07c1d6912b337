import { randomStream, type Steps } from "../core/internal";

/** Groups of equal size; the last is not counted. */
const GROUPS = 5;

/** Users of a row that are drawn one by one; of more, the others are shared out equally, where chance would hardly differ. */
const DRAWN_USERS = 100_000;

/** Draws a group for every user: for each group, the users of each row. */
export function* splitUsers(weights: Float64Array, seed: number): Steps<Float64Array[]> {
  const random = randomStream(seed, "prefixes/groups");
  const groups = Array.from({ length: GROUPS }, () => new Float64Array(weights.length));
  let drawn = 0;
  for (const [row, weight] of weights.entries()) {
    const shared = Math.max(0, Math.floor((weight - DRAWN_USERS) / GROUPS));
    for (const group of groups) group[row] = shared;
    for (let user = GROUPS * shared; user < weight; user++) {
      groups[random.integer(GROUPS, row, user)]![row]! += 1;
      if (++drawn % USERS === 0) yield row / weights.length;
    }
  }
  return groups;
}

/** Users drawn between two yields. */
const USERS = 2 ** 14;
