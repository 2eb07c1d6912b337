import type { Heirs, Overlaps } from "../../segments/internal";
import type { NoiseBand } from "./beyond-noise";
import type { MatchedSegment, SuccessorSegment } from "./match-segments";
import { type RefitComparison, share } from "./refit-noise";
import { type SegmentFate, unexplained } from "./segment-fates";

/** Something that happened to segments, beyond what refits of unchanged data show. */
export interface SegmentEvent {
  readonly kind: "grow" | "shrink" | "split" | "merge" | "absorb" | "death" | "dissolve" | "birth" | "return";
  /** Ids of the earlier segments; none for a birth, the retired one for a return. */
  readonly from: readonly string[];
  /** Ids of the later segments, the one that continues it first. */
  readonly into: readonly string[];
  /** How probable it is that any segment departs as far when nothing has changed. */
  readonly p: number;
  /** In a sentence. */
  readonly text: string;
}

interface Told {
  readonly fates: readonly SegmentFate[];
  readonly overlaps: Overlaps;
  readonly heirs: Heirs;
  readonly born: readonly number[];
  readonly returned: ReadonlyMap<number, string>;
  readonly seen: RefitComparison;
  readonly segments: readonly MatchedSegment[];
  readonly successors: readonly SuccessorSegment[];
  readonly alpha: number;
}

/** Events whose rule fires and whose departure refits of unchanged data do not reach, by earlier segment, births last. */
export function tellEvents(told: Told, band: NoiseBand): SegmentEvent[] {
  const { fates, seen, born, alpha } = told;
  const { fall, shareChange } = band.departuresOf(seen);
  const events: SegmentEvent[] = [];
  for (const [i, { kind, into }] of fates.entries()) {
    const p = band.pValue(kind === "survive" ? shareChange[i]! : fall[i]!);
    if (p > alpha) continue;
    const change = seen.shareChange[i];
    if (kind === "survive") {
      if (change) events.push(eventOf(told, change > 0 ? "grow" : "shrink", [i], into, p));
    } else if (kind === "merge") {
      const all = fates.flatMap((fate, o) => (fate.kind === "merge" && fate.into[0] === into[0] ? [o] : []));
      const first = all.find((o) => band.pValue(fall[o]!) <= alpha);
      if (first === i) events.push(eventOf(told, kind, all, into, p));
    } else events.push(eventOf(told, kind, [i], into, p));
  }
  for (const j of born) {
    const news = unexplained(told.overlaps.next, j) * share(told.overlaps.next.afterSizes, j);
    const p = band.pValue(band.departuresOf({ ...seen, unexplained: news }).unexplained);
    if (p <= alpha) events.push(eventOf(told, told.returned.has(j) ? "return" : "birth", [], [j], p));
  }
  return events;
}

function eventOf(
  { segments, successors, returned, seen }: Told,
  kind: SegmentEvent["kind"],
  earlier: readonly number[],
  later: readonly number[],
  p: number,
): SegmentEvent {
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => `${id} (${name})`;
  const from = earlier.map((i) => segments[i]!);
  const into = later.map((j) => successors[j]!);
  const [before, after] = [from.map(named).join(" and "), into.map(named).join(" and ")];
  const points = earlier.length === 1 ? pointsText(seen.shareChange[earlier[0]!] ?? 0) : "";
  const text = {
    grow: `${before} grew by ${points}`,
    shrink: `${before} shrank by ${points}`,
    split: `${before} split into ${after}`,
    merge: `${before} merged into ${after}`,
    absorb: `${before} was absorbed by ${after}`,
    death: `${before} died: most of its users are in no segment now`,
    dissolve: `${before} dissolved: no later segment holds most of it`,
    birth: `${after} was born: no earlier segment has most of its users`,
    return: `${after} returned`,
  }[kind];
  const gone = later.flatMap((j) => returned.get(j) ?? []);
  return { kind, from: kind === "return" ? gone : from.map(({ id }) => id), into: into.map(({ id }) => id), p, text };
}

function pointsText(change: number): string {
  return `${(Math.abs(change) * 100).toFixed(1)} percentage points`;
}
