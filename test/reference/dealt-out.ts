/** Every way to deal values out to a first group of `size` and a second of the rest, all equally probable. */
function dealtOut(values: readonly number[], size: number): { first: number[]; second: number[] }[] {
  if (size === 0) return [{ first: [], second: [...values] }];
  if (values.length === size) return [{ first: [...values], second: [] }];
  const [head, ...rest] = values as [number, ...number[]];
  return [
    ...dealtOut(rest, size - 1).map(({ first, second }) => ({ first: [head, ...first], second })),
    ...dealtOut(rest, size).map(({ first, second }) => ({ first, second: [head, ...second] })),
  ];
}

/** Share of the ways in which a figure is at least as large as the one seen. */
export function shareAsLarge(
  first: readonly number[],
  second: readonly number[],
  figure: (first: readonly number[], second: readonly number[]) => number,
): number {
  const seen = figure(first, second);
  const ways = dealtOut([...first, ...second], first.length);
  return ways.filter((way) => figure(way.first, way.second) >= seen - 1e-9).length / ways.length;
}
