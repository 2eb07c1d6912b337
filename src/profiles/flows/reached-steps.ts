import type { CodedPathPattern } from "../../sequences/internal";

/**
 * How many of the steps a path shows one after the other, each step as early as it can be: the most that any choice of matches
 * reaches. `ends[k]` is set to the position behind step k.
 */
export function reachedInOrder(path: Uint32Array, steps: readonly CodedPathPattern[], ends: Int32Array): number {
  return reachedFrom(path, steps, ends, 0, 0);
}

/** The same from step `first` on, behind a place. */
function reachedFrom(
  path: Uint32Array,
  steps: readonly CodedPathPattern[],
  ends: Int32Array,
  first: number,
  place: number,
): number {
  let behind = place;
  for (let k = first; k < steps.length; k++) {
    behind = steps[k]!.firstEnd(path, behind);
    if (behind < 0) return k;
    ends[k] = behind;
  }
  return steps.length;
}

/** How many of the steps a path shows in any order, counted up to the first that is missing. */
export function reachedInAnyOrder(path: Uint32Array, steps: readonly CodedPathPattern[], ends: Int32Array): number {
  for (const [k, step] of steps.entries()) {
    ends[k] = step.firstEnd(path, 0);
    if (ends[k]! < 0) return k;
  }
  return steps.length;
}

/** A match that holds no shorter one with the same end. */
interface ShortMatch {
  readonly start: number;
  readonly end: number;
}

/** All matches of a pattern that hold no shorter match, by their ends. */
function shortMatches(path: Uint32Array, step: CodedPathPattern): ShortMatch[] {
  const matches: ShortMatch[] = [];
  for (let from = 0; from <= path.length; ) {
    const end = step.firstEnd(path, from);
    if (end < 0) break;
    const start = latestStart(path, step, from, end);
    matches.push({ start, end });
    from = start + 1;
  }
  return matches;
}

/** The last place from which on the first match still ends at `end`; one action is tried first, as most steps are. */
function latestStart(path: Uint32Array, step: CodedPathPattern, from: number, end: number): number {
  let low = from;
  let high = end; // an empty match begins where it ends
  for (let middle = Math.max(from, end - 1); low < high; middle = (low + high + 1) >> 1) {
    if (middle <= low) middle = low + 1;
    if (step.firstEnd(path, middle) === end) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * How many of the steps a path shows one after the other within a time from the first of them, whichever occurrence of it
 * gets furthest. `ends[k]` is set to the position behind step k of that way.
 *
 * @param timeOf time of each action since the first one.
 */
export function reachedWithin(
  path: Uint32Array,
  steps: readonly CodedPathPattern[],
  ends: Int32Array,
  { timeOf, within }: { timeOf: Float64Array; within: number },
): number {
  const timeAt = (end: number) => timeOf[Math.max(0, end - 1)]!;
  let before: readonly Completion[] = [];
  let reached = 0;
  for (; reached < steps.length; reached++) {
    const matches = shortMatches(path, steps[reached]!);
    const completed =
      reached === 0
        ? matches.map(({ end }) => ({ end, entry: end }))
        : follow(before, matches, (end, entry) => timeAt(end) - timeAt(entry) <= within);
    if (completed.length === 0) break;
    before = completed;
  }
  if (reached > 0) {
    ends[0] = before[0]!.entry;
    reachedFrom(path, steps.slice(0, reached), ends, 1, ends[0]!);
  }
  return reached;
}

/** Steps up to some one are complete behind `end`; `entry` is the latest end of a first step that leads there. */
interface Completion {
  readonly end: number;
  readonly entry: number;
}

function follow(
  before: readonly Completion[],
  matches: readonly ShortMatch[],
  inTime: (end: number, entry: number) => boolean,
): Completion[] {
  const completed: Completion[] = [];
  let entry = -1;
  let next = 0;
  for (const { start, end } of matches) {
    for (; next < before.length && before[next]!.end <= start; next++) entry = Math.max(entry, before[next]!.entry);
    if (entry >= 0 && inTime(end, entry)) completed.push({ end, entry });
  }
  return completed;
}
