import { checkpoint, follow, parallelLimit, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { LogStructure } from "../../selection";
import {
  beyondShuffled,
  disjointGroups,
  type MostSeparate,
  type NullModel,
  nullSequences,
  Separating,
  stableShareOf,
} from "../../selection/internal";
import { sequencesFrom, type TokenizedSequences } from "../../sequences";
import { sharedActions } from "../../sequences/internal";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { sharedLayouts } from "../stages/umap-layout";
import { resample, stabilityOf } from "./stability";
import { isLeftToTheData, leftToTheData, pairsToTry } from "./stages-to-try";
import { type Survey, surveyCandidates } from "./survey-candidates";
import { type Candidate, tryCandidates } from "./try-candidates";

/** Of fewer inputs nobody can tell groups from chance. */
const FEWEST_INPUTS = 10;
/** Inputs in each log without groups, at most. */
const MOST_INPUTS = { quick: 300, thorough: 600 };
/**
 * Vectors in which a log without groups is searched: those by which neighbors are found when separation is measured, so that no
 * others reach more of it by chance.
 */
const SEARCHED = ["ngrams"];
/** Savings in a log without groups are a bar for the bits that segments save, not a choice. */
const SPLITS = { transitions: 1, actions: 0 };
/** Without a common action. */
const SMALLEST_GROUP = 5;
/** Shuffled logs. */
const SHUFFLED = { quick: 2, thorough: 5 };

interface Surveyed {
  readonly survey: Survey;
  /** Of the segments of its winner, where it is known. */
  readonly stability: Float64Array | undefined;
}

/** What a search finds: the most separation and the most bits of all candidates. */
interface Most extends MostSeparate {
  readonly bits: number;
}

/**
 * What the default call finds in a log, beside what the same call finds in logs without groups. Where another embedding,
 * reduction or clustering was asked for, the default call's search is made all the same: whether there is structure in a log
 * does not depend on how it was to be cut.
 *
 * @param surveyed what the call itself tried.
 */
export async function logStructure(
  sequences: TokenizedSequences,
  { survey, stability: ofWinner }: Surveyed,
  given: ChoiceSettings,
  run: RunOptions,
): Promise<LogStructure> {
  const inputs = sum(sequences.weights);
  const shuffledInputs = Math.min(inputs, MOST_INPUTS[given.effort]);
  if (inputs < FEWEST_INPUTS || sharedActions(sequences) === 0) return { ...UNKNOWN, inputs, shuffledInputs };
  const settings: ChoiceSettings = { ...leftToTheData(given), timeBudget: undefined };
  const own = isLeftToTheData(given) ? survey : await surveyCandidates(sequences, settings, sharedLayouts(), run);
  const without = async (model: NullModel, seed: number): Promise<Most> => {
    const at = checkpoint("judging", run);
    const lists = await follow(nullSequences(sequences, model, { count: shuffledInputs, seed }), at);
    const log = await sequencesFrom(lists, run);
    const pairs = pairsToTry(settings, sharedLayouts()).filter(({ embedder }) => SEARCHED.includes(embedder.method));
    const { candidates } = await tryCandidates(log, { pairs, chains: undefined, splits: SPLITS }, settings, 1, run);
    return mostOf(candidates, log, await follow(Separating.among(log, { seed: given.seed }), at), run);
  };
  const { separation, atBorder } = await mostOf(own.ranked, own.sample.sequences, await own.separating(), run);
  const seeds = Array.from({ length: SHUFFLED[given.effort] }, (_, draw) => given.seed + draw);
  // where each path is one action there is nothing to shuffle: a shuffled log is the log itself
  const alone = separation > 0 && sequences.tokens.length === sequences.weights.length;
  const shuffled = await parallelLimit(
    2,
    (alone ? [] : seeds).map((seed) => () => without("shuffled", seed)),
  );
  const winner = own.ranked[0]!;
  const { labels } = winner;
  const saved = winner.saved.ofTransitions;
  const { sequences: sample } = own.sample;
  const known = own === survey ? ofWinner : undefined;
  const stability = known ?? (await stabilityOf(winner, sample, await resample(sample, given, run), run));
  const shuffledBits = alone ? 0 : Math.max(...shuffled.map(({ bits }) => bits));
  // one chain for all has to explain the bits only where there are some left to explain
  const explained = saved.perAction <= Math.max(0, shuffledBits);
  const separations = shuffled.map(({ separation }) => separation);
  return {
    inputs,
    divided: labels.some((label) => label !== labels[0]),
    segments: saved.ofSegments.length,
    separation,
    atBorder,
    shuffled: separations,
    shuffledInputs,
    beyondShuffled: beyondShuffled(separation, separations),
    stableShare: stableShareOf(labels, sample.weights, stability),
    savedBits: saved.perAction,
    shuffledBits,
    transitionBits: explained ? undefined : (await without("transitions", given.seed)).bits,
  };
}

const UNKNOWN = {
  divided: false,
  segments: 0,
  separation: 0,
  atBorder: 1,
  shuffled: [],
  beyondShuffled: 0,
  stableShare: 0,
  savedBits: 0,
  shuffledBits: 0,
  transitionBits: undefined,
};

/** Of the candidates and of groups without a common action, which need no search. */
async function mostOf(
  candidates: readonly Candidate[],
  sequences: TokenizedSequences,
  separating: Separating,
  run: RunOptions,
): Promise<Most> {
  const labelings = [...candidates.map(({ labels }) => labels), disjointGroups(sequences, SMALLEST_GROUP)];
  const most = await follow(separating.most(labelings), checkpoint("judging", run));
  const bits = candidates.reduce(
    (sum, { saved }) => Math.max(sum, saved.ofTransitions.perAction),
    Number.NEGATIVE_INFINITY,
  );
  return { ...most, bits };
}
