import type { Checkpoint } from "../../core/internal";
import { type CorePanels, groupReach, type KernelMemory } from "../../kernels";
import type { WorkerPool } from "../../parallel";

const BLOCK_COORDINATES = 1 << 23; // differences of coordinates taken in one kernel call
const WAVE_FLOATS = 1 << 21; // results held at a time: never queries x groups

/**
 * The nearest point of each group to each query, by (mutual reachability, distance); both squared.
 *
 * @param visit called for each query in order, with one entry a group; Infinity where a group has no point.
 */
export async function nearestInGroups(
  memory: KernelMemory,
  queries: CorePanels,
  targets: CorePanels & { readonly starts: Int32Array },
  pool: WorkerPool,
  at: Checkpoint,
  visit: (query: number, reachability: Float32Array, length: Float32Array) => void,
): Promise<void> {
  const groups = targets.starts.length - 1;
  const panels = queries.points.count;
  const cost = 16 * targets.points.cols * Math.max(1, targets.points.count);
  const block = Math.min(panels, Math.max(1, Math.floor(Math.min(BLOCK_COORDINATES / cost, WAVE_FLOATS / 4 / groups))));
  const wave = Math.min(Math.ceil(panels / block), Math.max(1, Math.floor(WAVE_FLOATS / (block * 4 * groups))));
  const places = Array.from({ length: wave }, () => ({
    reachability: memory.float32(block * 4 * groups),
    length: memory.float32(block * 4 * groups),
    scratch: memory.uint8(192),
  }));
  for (let start = 0; start < panels; start += wave * block) {
    const blocks = places
      .map((place, i) => ({ ...place, first: start + i * block, last: Math.min(panels, start + (i + 1) * block) }))
      .filter(({ first }) => first < panels);
    const calls = blocks.map(({ first, last, reachability, length, scratch }) =>
      groupReach(queries, [first, last], targets, targets.starts, { reachability, length }, scratch),
    );
    await pool.run(memory, calls, at.part(start / panels, Math.min(1, (start + wave * block) / panels)));
    for (const { first, last, reachability, length } of blocks) {
      for (let query = first * 4; query < Math.min(last * 4, queries.points.rows); query++) {
        const from = (query - first * 4) * groups;
        visit(query, reachability.subarray(from, from + groups), length.subarray(from, from + groups));
      }
    }
  }
}
