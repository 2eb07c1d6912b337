import type { Matrix } from "../../core";
import { matrix, row } from "../../core/internal";
import { type CorePanels, type KernelMemory, type Panels, panelRows } from "../../kernels";

/** Points in kernel memory, group after group, each group from a panel of its own on. */
export interface GroupPanels {
  readonly points: Panels;
  /** For each group its first panel, and the end of the last group. */
  readonly starts: Int32Array;
  /** For each place in the panels the row that stands there, -1 for padding. */
  readonly rowAt: Int32Array;
}

/** Copies the rows of each group, times `scale`. */
export function groupPanels(
  memory: KernelMemory,
  { data, rows, cols }: Matrix,
  groups: readonly ArrayLike<number>[],
  scale: number,
): GroupPanels {
  const starts = memory.int32(groups.length + 1);
  for (const [group, members] of groups.entries()) starts[group + 1] = starts[group]! + Math.ceil(members.length / 4);
  const places = starts[groups.length]! * 4;
  const rowAt = new Int32Array(places).fill(-1);
  const padded = matrix(places, Math.max(1, cols)); // rows without columns are all equal
  for (const [group, members] of groups.entries()) {
    const first = starts[group]! * 4;
    for (let i = 0; i < members.length; i++) {
      rowAt[first + i] = members[i]!;
      row(padded, first + i).set(row({ data, rows, cols }, members[i]!));
    }
  }
  return { points: panelRows(memory, padded.data, padded.cols, scale), starts, rowAt };
}

/** The same with core distances, given by row and squared; Infinity for padding. */
export function groupCorePanels(
  memory: KernelMemory,
  rows: Matrix,
  groups: readonly ArrayLike<number>[],
  scale: number,
  squaredCore: (row: number) => number,
): GroupPanels & CorePanels {
  const panels = groupPanels(memory, rows, groups, scale);
  const core = memory.float32(panels.rowAt.length);
  for (const [place, i] of panels.rowAt.entries()) core[place] = i < 0 ? Number.POSITIVE_INFINITY : squaredCore(i);
  return { ...panels, core };
}

/** Ranges of panels of one group each, so that a range against `against(group)` panels is a call of 1-10 ms. */
export function groupBlocks(
  { points, starts }: GroupPanels,
  against: (group: number) => number,
): { readonly group: number; readonly panels: readonly [number, number] }[] {
  const blocks: { group: number; panels: readonly [number, number] }[] = [];
  for (let group = 0; group + 1 < starts.length; group++) {
    const step = Math.max(1, Math.floor(BLOCK_COORDINATES / (16 * points.cols * Math.max(1, against(group)))));
    for (let first = starts[group]!; first < starts[group + 1]!; first += step) {
      blocks.push({ group, panels: [first, Math.min(starts[group + 1]!, first + step)] });
    }
  }
  return blocks;
}

const BLOCK_COORDINATES = 1 << 23; // differences of coordinates taken in one kernel call
