import { NOISE } from "../../core/internal";
import type { SegmentModel } from "../../segments";
import type { DecidedSegment, MovedUsers } from "./decision";
import type { HoldoutLabels } from "./holdout-labels";

/** Share of a segment that makes another one its successor, or that it comes from. */
const GOOD_PART = 0.3;

/** Users by their segment then and now, the largest flow of each segment first; none last. */
export function flowsOf(
  { before, after }: HoldoutLabels,
  candidate: SegmentModel,
  champion: SegmentModel | undefined,
): MovedUsers[] {
  const columns = candidate.segments.length + 1;
  const rows = (champion?.segments.length ?? 0) + 1;
  const counts = new Float64Array(rows * columns);
  for (const [input, from] of before.entries()) {
    const to = after[input]!;
    counts[(from === NOISE ? rows - 1 : from) * columns + (to === NOISE ? columns - 1 : to)]! += 1;
  }
  const flows: MovedUsers[] = [];
  for (let row = 0; row < rows; row++) {
    const own = Array.from({ length: columns }, (_, column) => ({ column, users: counts[row * columns + column]! }));
    const seen = own.filter(({ users }) => users > 0).sort((a, b) => b.users - a.users || a.column - b.column);
    const from = champion?.lineage.ids[row] ?? null;
    flows.push(...seen.map(({ column, users }) => ({ from, to: candidate.lineage.ids[column] ?? null, users })));
  }
  return flows;
}

/** Segments of either side by their ids: those of the champion, then those that only the candidate has. */
export function decidedSegments(
  flows: readonly MovedUsers[],
  candidate: SegmentModel,
  champion: SegmentModel | undefined,
): DecidedSegment[] {
  const users = flows.reduce((sum, flow) => sum + flow.users, 0);
  const share = (side: "from" | "to", id: string) => sumOf(flows.filter((flow) => flow[side] === id)) / users;
  const now = candidate.lineage.ids;
  const then = champion?.lineage.ids ?? [];
  const nameNow = (id: string) => candidate.segments[now.indexOf(id)]!.name;
  return [
    ...then.map((id, i): DecidedSegment => {
      const stays = now.includes(id);
      return {
        id,
        name: stays ? nameNow(id) : champion!.segments[i]!.name,
        before: share("from", id),
        after: stays ? share("to", id) : null,
        others: stays ? [] : successorsOf(id, flows, candidate),
      };
    }),
    ...now
      .filter((id) => !then.includes(id))
      .map((id): DecidedSegment => {
        const others = partsOfSegment(flows, "to", id, "from");
        return { id, name: nameNow(id), before: null, after: share("to", id), others };
      }),
  ];
}

/** Those that the candidate's fit names; where it names none that it has, those that took over the holdout's users. */
function successorsOf(id: string, flows: readonly MovedUsers[], { lineage }: SegmentModel): string[] {
  const successors = lineage.retired.find((retired) => retired.id === id)?.successors ?? [];
  const living = successors.filter((successor) => lineage.ids.includes(successor));
  return living.length > 0 ? living : partsOfSegment(flows, "from", id, "to");
}

/** Segments on the other side that share a good part of a segment's users, the largest first. */
function partsOfSegment(flows: readonly MovedUsers[], side: "from" | "to", id: string, other: "from" | "to"): string[] {
  const own = flows.filter((flow) => flow[side] === id);
  const all = sumOf(own);
  const parts = own.filter((flow) => flow[other] !== null && flow.users >= GOOD_PART * all);
  return parts.sort((a, b) => b.users - a.users).map((flow) => flow[other]!);
}

function sumOf(flows: readonly MovedUsers[]): number {
  return flows.reduce((sum, { users }) => sum + users, 0);
}
