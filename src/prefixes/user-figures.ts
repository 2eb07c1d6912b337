/** Figures of users, each distinct one once, ascending, and how many users have it. */
export interface UserFigures {
  readonly values: Float64Array;
  readonly users: Float64Array;
}

/** Gathers figures of weighted users. */
export function userFigures(found: readonly (readonly [value: number, users: number])[]): UserFigures {
  const sorted = [...found].sort((a, b) => a[0] - b[0]);
  const values: number[] = [];
  const users: number[] = [];
  for (const [value, weight] of sorted) {
    if (values.at(-1) === value) users[users.length - 1]! += weight;
    else {
      values.push(value);
      users.push(weight);
    }
  }
  return { values: Float64Array.from(values), users: Float64Array.from(users) };
}

/** How many users have a larger figure, an equal one, and any. */
export function compareFigure({ values, users }: UserFigures, value: number) {
  let [larger, equal, all] = [0, 0, 0];
  for (const [i, count] of users.entries()) {
    all += count;
    if (values[i]! > value) larger += count;
    else if (values[i] === value) equal += count;
  }
  return { larger, equal, all };
}
