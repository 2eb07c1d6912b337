import type { Csr } from "../core";

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

/** The part of a graph between the members of a component, renumbered in their order. */
export function componentGraph(graph: Csr, members: Int32Array): Csr {
  if (members.length === graph.rows) return graph;
  const place = new Map(Array.from(members, (member, at) => [member, at]));
  const offsets = new Uint32Array(members.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (const [at, member] of members.entries()) {
    for (let p = graph.offsets[member]!; p < graph.offsets[member + 1]!; p++) {
      columns.push(place.get(graph.columns[p]!)!);
      values.push(graph.values[p]!);
    }
    offsets[at + 1] = columns.length;
  }
  const size = members.length;
  return { offsets, columns: Uint32Array.from(columns), values: Float32Array.from(values), rows: size, cols: size };
}
