import { followSuccessors, type SegmentAnswer, type SuccessorMap } from "../../registry";
import type { LiveModel } from "./live-model";
import type { ServiceSettings } from "./service-settings";

/** What answers bear beside their own fields where the registry's map of successors is asked. */
export interface RetiredFields {
  /** Id of the segment that is gone, in whose place another answers; null where none is. */
  readonly was?: string | null;
  /** For a segment that is going: milliseconds since 1970 up to which it answers itself. */
  readonly until?: number | null;
}

/**
 * Lets those answer that took over from segments that are gone. A map that is of another model than the one that answers is none:
 * one of the two has just been exchanged.
 *
 * @returns what answers one request; the time and the map stay the same for all of it.
 */
export function retiredFollower(
  { successors, now }: Pick<ServiceSettings, "successors" | "now">,
  live: Pick<LiveModel, "hash">,
): <A extends object>(answer: A) => A & RetiredFields {
  const map: SuccessorMap | undefined = successors?.();
  if (map === undefined || map.model !== live.hash) return (answer) => answer;
  const at = now();
  return <A extends object>(answer: A) => {
    return followSuccessors(answer as unknown as SegmentAnswer, map, { now: at }) as unknown as A & RetiredFields;
  };
}
