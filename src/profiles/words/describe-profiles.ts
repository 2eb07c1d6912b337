import { type Checkpoint, describeValue } from "../../core/internal";
import type { SegmentProfile } from "../segment-profile";
import { type DescribeSegment, segmentToDescribe } from "./segment-prompt";

/** Descriptions asked for at a time. */
const AT_ONCE = 4;
const LONGEST = 1000;

/**
 * Replaces seqment's descriptions by those of a custom describer. Where it fails, or gives no text, ours is kept and
 * `words.describeError` says why: what was computed is not lost to a service that is down.
 */
export async function describeProfiles(
  profiles: readonly SegmentProfile[],
  describe: DescribeSegment | undefined,
  at: Checkpoint,
): Promise<SegmentProfile[]> {
  if (describe === undefined) return [...profiles];
  const described: SegmentProfile[] = [];
  for (let first = 0; first < profiles.length; first += AT_ONCE) {
    const batch = profiles.slice(first, first + AT_ONCE);
    described.push(...(await Promise.all(batch.map((profile) => describeOne(profile, describe)))));
    await at.pass(described.length / profiles.length);
  }
  return described;
}

async function describeOne(profile: SegmentProfile, describe: DescribeSegment): Promise<SegmentProfile> {
  try {
    const text: unknown = await describe(segmentToDescribe(profile));
    if (typeof text !== "string" || text.trim() === "") {
      return withError(profile, `expected a text, got ${describeValue(text)}`);
    }
    const words = { ...profile.words, describedBy: "describe" } as const;
    return { ...profile, description: text.trim().slice(0, LONGEST), words };
  } catch (error) {
    return withError(profile, error instanceof Error ? error.message : String(error));
  }
}

function withError(profile: SegmentProfile, describeError: string): SegmentProfile {
  return { ...profile, words: { ...profile.words, describeError } };
}
