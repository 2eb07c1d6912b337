import { percentText } from "../../core/internal";
import type { Overlaps } from "../../segments/internal";
import type { NoiseBand } from "./beyond-noise";
import { type SegmentFate, unexplained } from "./segment-fates";
import type { MatchedSegment, SegmentEvent, SuccessorSegment } from "./segment-match";
import { type SegmentMeasures, share } from "./segment-measures";

interface Comparison {
  readonly fates: readonly SegmentFate[];
  readonly overlaps: Overlaps;
  readonly born: readonly number[];
  readonly returned: ReadonlyMap<number, string>;
  readonly measures: readonly SegmentMeasures[];
  readonly segments: readonly MatchedSegment[];
  readonly successors: readonly SuccessorSegment[];
  readonly alpha: number;
}

/** Events whose rule fires and whose departure refits of unchanged data do not reach, by earlier segment, births last. */
export function significantEvents(compared: Comparison, band: NoiseBand): SegmentEvent[] {
  const { fates, born, segments, alpha } = compared;
  const isSignificant = (i: number) => (segments[i]!.p ?? 1) <= alpha;
  const events: SegmentEvent[] = [];
  for (const [i, { kind, into }] of fates.entries()) {
    if (!isSignificant(i)) continue;
    const p = segments[i]!.p!;
    if (kind === "survive") {
      events.push(eventOf(compared, compared.measures[i]!.share > 0 ? "grow" : "shrink", [i], into, p));
    } else if (kind === "merge") {
      const all = fates.flatMap((fate, o) => (fate.kind === "merge" && fate.into[0] === into[0] ? [o] : []));
      if (all.find(isSignificant) === i) events.push(eventOf(compared, kind, all, into, p));
    } else events.push(eventOf(compared, kind, [i], into, p));
  }
  for (const j of born) {
    const news = unexplained(compared.overlaps.next, j) * share(compared.overlaps.next.afterSizes, j);
    const p = band.pValue("unexplained", news);
    if (p <= alpha) events.push(eventOf(compared, compared.returned.has(j) ? "return" : "birth", [], [j], p));
  }
  return events;
}

/** What each rule is about. */
export const MEASURE_OF: Readonly<Record<SegmentFate["kind"], keyof SegmentMeasures>> = {
  survive: "share",
  split: "split",
  merge: "merge",
  absorb: "merge",
  death: "death",
  dissolve: "change",
};

function eventOf(
  { segments, successors, returned, overlaps }: Comparison,
  kind: SegmentEvent["kind"],
  earlier: readonly number[],
  later: readonly number[],
  p: number,
): SegmentEvent {
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => `${id} (${name})`;
  const from = earlier.map((i) => segments[i]!);
  const into = later.map((j) => successors[j]!);
  const [before, after] = [from.map(named).join(" and "), into.map(named).join(" and ")];
  const [i, j] = [earlier[0], later[0]];
  const shares = i === undefined || j === undefined ? "" : sharesText(overlaps, i, j);
  const text = {
    grow: `${before} grew ${shares}`,
    shrink: `${before} shrank ${shares}`,
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

function sharesText({ previous, next }: Overlaps, i: number, j: number): string {
  return `from ${percentText(share(previous.beforeSizes, i))} to ${percentText(share(next.afterSizes, j))} of the users`;
}
