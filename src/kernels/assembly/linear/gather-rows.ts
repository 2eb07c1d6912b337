/**
 * Rows `first` .. `last` of `to` become the rows of `from` that `order` names.
 *
 * from, to: `stride` floats from row to row. They do not overlap.
 */
export function gatherRows(first: i32, last: i32, order: usize, from: usize, stride: i32, to: usize): void {
  const bytes = (<usize>stride) << 2;
  for (let i = first; i < last; i++) {
    const row = <usize>load<i32>(order + ((<usize>i) << 2));
    memory.copy(to + <usize>i * bytes, from + row * bytes, bytes);
  }
}
