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

/** Ranks a figure among those of users. */
export class FigureRanks {
  /** Users in all. */
  readonly all: number;
  readonly #values: Float64Array;
  /** For each value, the users with a larger one or this one; last 0. */
  readonly #reach: Float64Array;

  constructor({ values, users }: UserFigures) {
    this.#values = values;
    this.#reach = new Float64Array(values.length + 1);
    for (let i = values.length - 1; i >= 0; i--) this.#reach[i] = this.#reach[i + 1]! + users[i]!;
    this.all = this.#reach[0]!;
  }

  /** Users with a figure of at least so much. */
  reaching(value: number): number {
    let low = 0;
    let high = this.#values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return this.#reach[low]!;
  }

  /** Users with a larger one. */
  beyond(value: number): number {
    let low = 0;
    let high = this.#values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#values[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return this.#reach[low]!;
  }
}
