import { asExpected, integer, NOISE, readOptions, type Schema, wrongType } from "../../core/internal";
import type { SuccessorMap } from "./successor-map";

/** An answer about a user that has the id of a segment, such as those of `seqment/online`. */
export interface SegmentAnswer {
  readonly segment: number;
  readonly id: string | null;
  readonly name: string | null;
  readonly reason: string;
  readonly alternatives?: readonly { readonly segment: number; readonly probability: number }[] | undefined;
}

/** An answer in which segments that are gone are answered by their successors. */
export type FollowedAnswer<A extends SegmentAnswer> = Omit<A, "segment" | "id" | "name" | "reason"> & {
  /** Number in the champion; -1 for none, and where nobody took over. */
  readonly segment: number;
  readonly id: string | null;
  readonly name: string | null;
  readonly reason: A["reason"] | "segment retired";
  /** Id of the segment that is gone, in whose place another answers; null where none is. */
  readonly was: string | null;
  /** For a segment that is going: milliseconds since 1970 up to which it answers itself. */
  readonly until: number | null;
};

/** Options of {@link followSuccessors}. */
export interface FollowSuccessorsOptions {
  /** Milliseconds since 1970: a segment that is going answers itself before its end. @default after all ends */
  now?: number | undefined;
}

const FOLLOW_SUCCESSORS_OPTIONS = {
  now: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
} satisfies Schema<FollowSuccessorsOptions>;

/**
 * Answers users of a retired segment by the segment that took over; other answers stay as they are. Of several successors the
 * likeliest answers where the answer says how likely they are, else the first. Successors that are retired themselves are
 * followed in turn.
 *
 * @param answer of an online assigner, or anything of its shape: from the champion, or kept from an earlier model.
 * @param map what `registry.successors()` gave; read it anew from time to time.
 * @param options the time.
 * @returns the answer by a segment of the champion; none where no successor is left.
 * @throws TypeError when the map is none, or the answer bears no id.
 * @example
 * const map = { model: "", segments: [{ id: "s2", name: "Buyers" }], retired: [{ id: "s1", successors: ["s2"], until: 0 }] };
 * const kept = { segment: 0, id: "s1", name: "Lookers", reason: "known from the fit" };
 * followSuccessors(kept, map, { now: 1000 }).name; // "Buyers"
 */
export function followSuccessors<A extends SegmentAnswer>(
  answer: A,
  map: SuccessorMap,
  options: FollowSuccessorsOptions = {},
): FollowedAnswer<A> {
  const { now = Number.MAX_SAFE_INTEGER } = readOptions(options, FOLLOW_SUCCESSORS_OPTIONS);
  if (typeof answer !== "object" || answer === null || !(typeof answer.id === "string" || answer.id === null)) {
    throw wrongType("answer", "an answer that has the id of a segment", answer);
  }
  return asExpected("map", "what registry.successors gives", map, () => follow(answer, map, now));
}

function follow<A extends SegmentAnswer>(answer: A, map: SuccessorMap, now: number): FollowedAnswer<A> {
  const ends = new Map(map.retired.map((retired) => [retired.id, retired]));
  const end = answer.id === null ? undefined : ends.get(answer.id);
  if (answer.id === null || end === undefined || now < end.until) {
    return { ...answer, was: null, until: end?.until ?? null };
  }
  const heirs = livingHeirs(answer.id, ends, now);
  const places = heirs.map((id) => map.segments.findIndex((segment) => segment.id === id)).filter((at) => at >= 0);
  const isOwn = map.segments[answer.segment]?.id === answer.id;
  const segment = (isOwn ? likeliest(places, answer.alternatives ?? []) : places[0]) ?? NOISE;
  const { id = null, name = null } = map.segments[segment] ?? {};
  return { ...answer, segment, id, name, reason: "segment retired", was: answer.id, until: null };
}

/** Those that took over and are not gone themselves, in the order of the lists. */
function livingHeirs(id: string, ends: ReadonlyMap<string, SuccessorMap["retired"][number]>, now: number): string[] {
  const seen = new Set([id]);
  const heirs: string[] = [];
  const visit = (gone: string) => {
    for (const next of ends.get(gone)!.successors) {
      if (seen.has(next)) continue;
      seen.add(next);
      const end = ends.get(next);
      if (end === undefined || now < end.until) heirs.push(next);
      else visit(next);
    }
  };
  visit(id);
  return heirs;
}

function likeliest(places: readonly number[], alternatives: NonNullable<SegmentAnswer["alternatives"]>) {
  const of = (place: number) => alternatives.find(({ segment }) => segment === place)?.probability ?? 0;
  return [...places].sort((a, b) => of(b) - of(a) || places.indexOf(a) - places.indexOf(b))[0];
}
