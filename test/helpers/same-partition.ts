import { expect } from "vitest";

/** Expects two labelings to be the same up to renaming, noise (-1) being noise in both. */
export function expectSamePartition(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(canonical(actual)).toEqual(canonical(expected));
}

/** Labels renamed in the order in which they appear. */
function canonical(labels: ArrayLike<number>): number[] {
  const names = new Map<number, number>([[-1, -1]]);
  return Array.from(labels, (label) => {
    if (!names.has(label)) names.set(label, names.size - 1);
    return names.get(label)!;
  });
}
