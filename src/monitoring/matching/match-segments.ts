import { adjustedMutualInformation, adjustedRandIndex, variationOfInformation } from "../../clustering";
import { checkpoint, integer, NOISE, number, ofType, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import type { ModelLineage, SegmentModel } from "../../segments";
import {
  findHeirs,
  type Heirs,
  inheritedLineage,
  type ModelOverlaps,
  modelOverlaps,
  type Overlap,
  toSegmentModel,
} from "../../segments/internal";
import { NoiseBand } from "./beyond-noise";
import { type RefitNoise, refitNoise } from "./refit-noise";
import { returnedSegments } from "./returned-segments";
import { bornSegments, least, segmentFates } from "./segment-fates";
import type { LabelAgreement, MatchedSegment, SegmentMatch, SuccessorSegment } from "./segment-match";
import { segmentMeasures, share } from "./segment-measures";
import { MEASURE_OF, significantEvents } from "./significant-events";
import { toRefitNoise } from "./to-refit-noise";
import { userMigration } from "./user-migration";

/** Options of {@link matchSegments}. */
export interface MatchSegmentsOptions extends RunOptions {
  /** What refits of the earlier model's data differ by ({@link refitNoise}), where it is known already. @default made anew */
  noise?: RefitNoise | undefined;
  /** Refits to make where `noise` is not given; 0 for none: segments are paired then, and no event is reported. @default 20 */
  refits?: number | undefined;
  /** Probability of reporting any event at all when nothing has changed. @default 0.05 */
  alpha?: number | undefined;
  /** Older models, whose retired segments may return. @default none */
  earlier?: readonly SegmentModel[] | undefined;
  /** Seed of the refits. @default 1 */
  seed?: number | undefined;
}

const MATCH_SEGMENTS_OPTIONS = {
  ...RUN_OPTIONS,
  noise: ofType<RefitNoise, undefined>(
    "what refitNoise gave",
    (value) => typeof value === "object" && value !== null,
    undefined,
  ),
  refits: integer({ min: 0, max: 1000 }, 20),
  alpha: number({ above: 0, max: 1 }, 0.05),
  earlier: ofType<readonly SegmentModel[], undefined>("a list of models", Array.isArray, undefined),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<MatchSegmentsOptions>;

/**
 * What became of each segment of a model in the one that follows it: whether it survives, splits, merges, is absorbed or dies, grows or
 * shrinks, and which are born or return (after MONIC, Spiliopoulou et al. 2006). Both models label the users of both; splits,
 * births and growth are read in the later population, deaths in the earlier one, survival in both. An event is reported only
 * where it goes beyond what refits to disjoint halves of unchanged data show.
 *
 * @param previous the earlier model, fitted or loaded.
 * @param next the later model.
 * @param options the refits to hold events against, the level, older models, workers, progress and abort.
 * @returns events, and which later segment keeps the id of which earlier one.
 * @throws TypeError when one is no model; RangeError when `noise` is of another model, or the model cannot be fitted again.
 * @example
 * const log = (...paths: string[]) => paths.flatMap((path) => Array(30).fill(path));
 * const previous = await fitSegments(log("A -> B -> C", "A -> B -> D", "X -> Y -> Z", "X -> Y -> Y"));
 * const { events, segments } = await matchSegments(previous, previous, { refits: 2 });
 * events.length; // 0
 * segments.every(({ jaccard }) => jaccard.next === 1); // true
 */
export async function matchSegments(
  previous: SegmentModel,
  next: SegmentModel,
  options: MatchSegmentsOptions = {},
): Promise<SegmentMatch> {
  const { noise, refits, alpha, earlier, seed, workers, ...followed } = readOptions(options, MATCH_SEGMENTS_OPTIONS);
  toSegmentModel("previous", previous);
  toSegmentModel("next", next);
  const older = (earlier ?? []).map((model, i) => toSegmentModel(`earlier[${i}]`, model));
  const hash = await previous.hash();
  const known = noise && toRefitNoise("noise", noise, { hash, segments: previous.segments.length });
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, ...followed };
    const at = checkpoint("matching", followed);
    const overlaps = await modelOverlaps(previous, next, { workers: pool, signal: followed.signal });
    await at.pass(0.5);
    const heirs = findHeirs(overlaps);
    const born = bornSegments(overlaps).filter((j) => !heirs.heirOf.includes(j));
    const returned = await returnedSegments(born, { older, retired: previous.lineage.retired, next }, run);
    await at.pass(1);
    const found = known ?? (refits > 0 ? await refitNoise(previous, { refits, seed, ...run }) : undefined);
    const lineage = inheritedLineage({ lineage: previous.lineage, hash }, overlaps, heirs, returned);
    return describeMatch({ previous, next, overlaps, heirs, born, returned, lineage, alpha }, found, {
      previous: hash,
      next: await next.hash(),
    });
  });
}

interface Matching {
  readonly previous: SegmentModel;
  readonly next: SegmentModel;
  readonly overlaps: ModelOverlaps;
  readonly heirs: Heirs;
  readonly born: readonly number[];
  readonly returned: ReadonlyMap<number, string>;
  readonly lineage: ModelLineage;
  readonly alpha: number;
}

function describeMatch(
  { previous, next, overlaps, heirs, born, returned, lineage, alpha }: Matching,
  noise: RefitNoise | undefined,
  hashes: { readonly previous: string; readonly next: string },
): SegmentMatch {
  const fates = segmentFates(overlaps, heirs);
  const measures = segmentMeasures(overlaps, heirs);
  const band = noise && new NoiseBand(noise.comparisons, fates.length);
  const segments = fates.map(({ kind }, i): MatchedSegment => {
    const j = heirs.likest[i]!;
    return {
      segment: i,
      id: previous.lineage.ids[i]!,
      name: previous.segments[i]!.name,
      share: share(overlaps.previous.beforeSizes, i),
      heir: heirs.heirOf[i]!,
      jaccard: {
        previous: j === NOISE ? 0 : least({ previous: overlaps.previous, next: overlaps.previous }, i, j),
        next: j === NOISE ? 0 : least({ previous: overlaps.next, next: overlaps.next }, i, j),
      },
      fate: kind,
      refitJaccard: band?.recovered[i],
      foundAgain: band?.finds(i),
      p: band?.finds(i) ? band.pValue(MEASURE_OF[kind], measures[i]![MEASURE_OF[kind]]) : undefined,
    };
  });
  const from = new Map([...heirs.heirOf.entries()].map(([i, j]) => [j, i]));
  const successors = lineage.ids.map(
    (id, segment): SuccessorSegment => ({
      segment,
      id,
      name: next.segments[segment]!.name,
      share: share(overlaps.next.afterSizes, segment),
      from: from.get(segment) ?? NOISE,
    }),
  );
  return {
    ...hashes,
    events: band
      ? significantEvents({ fates, overlaps, measures, born, returned, segments, successors, alpha }, band)
      : [],
    segments,
    successors,
    lineage,
    overlaps: { previous: tableOf(overlaps.previous), next: tableOf(overlaps.next) },
    agreement: { previous: agreementOf(overlaps.previous), next: agreementOf(overlaps.next) },
    migration: userMigration(previous, next),
    hidden: overlaps.hidden,
    alpha,
    comparisons: noise?.comparisons.length ?? 0,
  };
}

function tableOf({ before, after, users }: Overlap): number[][] {
  return Array.from({ length: before + 1 }, (_, i) =>
    Array.from(users.subarray(i * (after + 1), (i + 1) * (after + 1))),
  );
}

function agreementOf({ before, after, users }: Overlap): LabelAgreement {
  const count = users.reduce((sum, value) => sum + value, 0);
  if (count === 0) return { adjustedRandIndex: 1, adjustedMutualInformation: 1, variationOfInformation: 0 };
  const [a, b] = [new Int32Array(count), new Int32Array(count)];
  let at = 0;
  users.forEach((value, cell) => {
    const [i, j] = [Math.floor(cell / (after + 1)), cell % (after + 1)];
    a.fill(i === before ? NOISE : i, at, at + value);
    b.fill(j === after ? NOISE : j, at, at + value);
    at += value;
  });
  return {
    adjustedRandIndex: adjustedRandIndex(a, b),
    adjustedMutualInformation: adjustedMutualInformation(a, b),
    variationOfInformation: variationOfInformation(a, b),
  };
}
