import type { Csr } from "../core";
import type { Steps } from "../core/internal";

/** Rows between two steps. */
const ROWS_A_STEP = 8192;

/** The connected components of an undirected graph: members of each, ascending; components by their smallest member. */
export function connectedComponents({ offsets, columns, rows }: Csr): Int32Array[] {
  const seen = new Uint8Array(rows);
  const stack = new Int32Array(rows);
  const components: Int32Array[] = [];
  for (let root = 0; root < rows; root++) {
    if (seen[root]) continue;
    const members: number[] = [];
    let height = 0;
    stack[height++] = root;
    seen[root] = 1;
    while (height > 0) {
      const i = stack[--height]!;
      members.push(i);
      for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
        const j = columns[p]!;
        if (seen[j]) continue;
        seen[j] = 1;
        stack[height++] = j;
      }
    }
    components.push(Int32Array.from(members).sort());
  }
  return components;
}

/**
 * The part of a graph between the members of a component, renumbered in their order.
 *
 * @param places room for the number of each point of the graph; those of the members are written.
 */
export function* componentGraph(graph: Csr, members: Int32Array, places: Int32Array): Steps<Csr> {
  if (members.length === graph.rows) return graph;
  const size = members.length;
  const offsets = new Uint32Array(size + 1);
  for (const [at, member] of members.entries()) {
    places[member] = at;
    offsets[at + 1] = offsets[at]! + graph.offsets[member + 1]! - graph.offsets[member]!;
  }
  const columns = new Uint32Array(offsets[size]!);
  const values = new Float32Array(offsets[size]!);
  let filled = 0;
  for (let at = 0; at < size; at++) {
    if (at % ROWS_A_STEP === 0) yield 0;
    const member = members[at]!;
    for (let p = graph.offsets[member]!; p < graph.offsets[member + 1]!; p++) {
      columns[filled] = places[graph.columns[p]!]!;
      values[filled++] = graph.values[p]!;
    }
  }
  return { offsets, columns, values, rows: size, cols: size };
}
