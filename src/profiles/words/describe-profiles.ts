import { type Checkpoint, LONGEST_WAIT, parallelLimit } from "../../core/internal";
import { renameSegments } from "../rename-segments";
import type { SegmentProfile } from "../segment-profile";
import type { SegmentRelations } from "../segment-relations";
import type { DescribeSettings } from "./describe-options";
import { uniqueDescriptions } from "./describe-segment";
import { type ReadDescription, readDescription } from "./read-description";
import { segmentNumber } from "./segment-number";
import { type SegmentToDescribe, segmentToDescribe } from "./segment-prompt";
import { pauseFor, withinLimit } from "./time-limit";

/** Segments asked for at a time. */
const AT_ONCE = 4;

interface Found {
  readonly profiles: readonly SegmentProfile[];
  readonly relations: SegmentRelations | null;
}

/**
 * Puts names and descriptions of a custom describer in the place of seqment's. Where it fails, takes too long, or gives nothing that
 * can be used, those of seqment are kept and `words.describeError` says why: what was computed is not lost to a service that is
 * down. All segments are asked; then, as often as `attempts` allow, those whose answer could not be taken, with the reason.
 * Answers are judged in the order of the segments, so that the same answers give the same words, however fast each came.
 */
export async function describeProfiles<T extends Found>(
  found: T,
  settings: DescribeSettings | undefined,
  at: Checkpoint,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (settings === undefined) return found;
  const { profiles } = found;
  const asked = profiles.map((): Asked => ({ asks: 0, prompt: "", taken: {}, last: undefined }));
  const names = new Map<string, number>();
  let open = [...profiles.keys()];
  let { pause } = settings;
  for (let attempt = 0; attempt < settings.attempts && open.length > 0; attempt++) {
    if (attempt > 0) {
      await pauseFor(pause, signal);
      pause = Math.min(2 * pause, LONGEST_WAIT);
    }
    const answers = await parallelLimit(
      AT_ONCE,
      open.map((i) => () => {
        const others = profiles.filter((_, j) => j !== i);
        const request = segmentToDescribe(profiles[i]!, others, settings, asked[i]!.last?.problem ?? null);
        asked[i]!.prompt = request.prompt;
        return ask(request, settings, signal);
      }),
    );
    open = open.filter((i, k) => take(asked[i]!, answers[k]!, profiles[i]!, names) !== null);
    await at.pass((attempt + 1) / settings.attempts);
  }
  const given = withDescriptions(profiles, asked);
  const nameOf = (segment: number) => asked[profiles.findIndex((profile) => profile.segment === segment)]?.taken.name;
  const { segments, relations } = renameSegments({ segments: given, relations: found.relations }, nameOf, "describe");
  return { ...found, profiles: segments, relations };
}

/** What became of asking for a segment. */
interface Asked {
  asks: number;
  prompt: string;
  /** What can be used so far. */
  taken: { name?: string | undefined; description?: string | undefined };
  last: ReadDescription | undefined;
}

async function ask(
  request: SegmentToDescribe,
  { write, timeLimit }: DescribeSettings,
  signal: AbortSignal | undefined,
): Promise<ReadDescription> {
  try {
    return readDescription(await withinLimit((stop) => write(request, { signal: stop }), timeLimit, signal));
  } catch (error) {
    signal?.throwIfAborted();
    const problem = String((error as Partial<Error> | null)?.message ?? error).slice(0, 300);
    return { name: undefined, description: undefined, answer: "", problem };
  }
}

/** Takes what can be used of an answer; returns what is wrong with it, or null. */
function take(asked: Asked, answer: ReadDescription, { segment }: SegmentProfile, names: Map<string, number>) {
  const name = segment < 0 ? undefined : answer.name; // those in no segment are called so
  const owner = name === undefined ? undefined : names.get(name);
  const isTaken = owner !== undefined && owner !== segment;
  const problem = isTaken ? `"${name}" is what segment ${segmentNumber(owner)} is called` : answer.problem;
  if (name !== undefined && !isTaken) {
    if (asked.taken.name !== undefined) names.delete(asked.taken.name);
    names.set(name, segment);
    asked.taken.name = name;
  }
  asked.taken.description = answer.description ?? asked.taken.description;
  asked.asks += 1;
  asked.last = { ...answer, problem };
  return problem;
}

function withDescriptions(profiles: readonly SegmentProfile[], asked: readonly Asked[]): SegmentProfile[] {
  const names = profiles.map(({ name }, i) => asked[i]!.taken.name ?? name);
  const texts = uniqueDescriptions(
    profiles.map(({ description }, i) => asked[i]!.taken.description ?? description),
    names,
  );
  return profiles.map((profile, i): SegmentProfile => {
    const { taken, prompt, last, asks } = asked[i]!;
    const describedBy = taken.description === undefined ? "seqment" : "describe";
    const words = { ...profile.words, describedBy, describeError: last!.problem } as const;
    return { ...profile, description: texts[i]!, words: { ...words, audit: { prompt, answer: last!.answer, asks } } };
  });
}
