import { type Checkpoint, follow } from "../../core/internal";
import type { Separating } from "../../selection/internal";
import { type Candidate, segmentCount } from "./try-candidates";

/** Candidates in order, and what put the first one there. */
export interface Ranking {
  /** Best first. */
  readonly ranked: readonly Candidate[];
  readonly ground: Ground;
}

/** What decided. */
export type Ground =
  | "only candidate"
  /** The most bits of which actions occur, by segments that can be told apart without error. */
  | "separate"
  /** Bits of what follows what. */
  | "transitions"
  /** Bits of which actions occur. */
  | "actions"
  /** No bits, but segments that can be told apart. */
  | "apart"
  /** The most bits of what follows what, at a number that was asked for. */
  | "number"
  /** The same of which actions occur, where nothing saves bits of what follows what. */
  | "number, by actions"
  /** What is known, then bits. */
  | "guide"
  /** Nothing. */
  | "nothing";

/** Share of the best candidate's bits that is nearly all of them. */
const NEARLY_ALL = 0.9;
/** Separation without error, but for what a sample of 600 inputs may miss. */
const PERFECT = 0.98;
/** Separation at which an input is seldom taken for a member of another segment. */
const SEPARATE = 0.85;

/**
 * The candidates, best first. Bits are those that segments save of paths they were not learnt from ({@link Savings}).
 *
 * 1. The candidate that saves most bits of which actions occur, more than any saves of what follows what, wins if its
 *    segments are told apart without error: finer ones only spell out variants.
 * 2. Else bits of what follows what decide, where any candidate saves some: the fewest segments for nearly all of them.
 * 3. Else, among segments that are well apart, bits of which actions occur, the same way.
 * 4. Else, where nothing saves bits, the most segments that are told apart without error; or, where inputs take the same paths as
 *    others, well and without a mistake. Or else the ones farthest apart.
 * 5. Else there is nothing to tell apart.
 */
export async function rankCandidates(
  candidates: readonly Candidate[],
  separating: () => Promise<Separating>,
  repeats: () => Promise<boolean>,
  at: Checkpoint,
): Promise<Ranking> {
  const dividing = candidates.filter((candidate) => segmentCount(candidate) >= 2);
  if (candidates.length === 1) return { ranked: candidates, ground: "only candidate" };
  const apart = new Map<Candidate, number>();
  const separation = async (candidate: Candidate): Promise<number> => {
    const known = apart.get(candidate) ?? (await follow((await separating()).reaching(candidate.labels, SEPARATE), at));
    apart.set(candidate, known);
    return known;
  };
  const separates = async ({ labels }: Candidate) => follow((await separating()).separates(labels, PERFECT), at);
  const { winner, ground } = await choose(dividing, { separationOf: separation, separates, repeats });
  const order = [...dividing, ...candidates.filter((candidate) => segmentCount(candidate) < 2)];
  order.sort(
    (a, b) => Number(segmentCount(b) >= 2) - Number(segmentCount(a) >= 2) || ofTransitions(b) - ofTransitions(a),
  );
  const first = winner ?? order.find((candidate) => segmentCount(candidate) === 1) ?? order[0]!;
  return { ranked: [first, ...order.filter((candidate) => candidate !== first)], ground };
}

/** What is asked of candidates and of the log only where it may decide. */
interface Questions {
  /** Exact from {@link SEPARATE} on; below it, some figure below it. */
  readonly separationOf: (candidate: Candidate) => Promise<number>;
  /** Whether its segments are told apart without a mistake. */
  readonly separates: (candidate: Candidate) => Promise<boolean>;
  /** Whether inputs take the same paths as others more than chance has it. */
  readonly repeats: () => Promise<boolean>;
}

async function choose(
  candidates: readonly Candidate[],
  { separationOf, separates, repeats }: Questions,
): Promise<{ winner: Candidate | undefined; ground: Ground }> {
  const most = (bits: Bits) => candidates.reduce((sum, candidate) => Math.max(sum, bits(candidate)), 0);
  const [mostOfTransitions, mostOfActions] = [most(ofTransitions), most(ofActions)];
  const leading = candidates
    .filter((one) => ofActions(one) > mostOfTransitions && ofActions(one) >= NEARLY_ALL * mostOfActions)
    .sort((a, b) => ofActions(b) - ofActions(a));
  for (const candidate of leading) {
    if ((await separationOf(candidate)) >= PERFECT) return { winner: candidate, ground: "separate" };
  }
  if (mostOfTransitions > 0) return { winner: fewestForNearlyAll(candidates, ofTransitions), ground: "transitions" };

  const apart: { candidate: Candidate; separation: number }[] = [];
  for (const candidate of candidates) {
    const separation = await separationOf(candidate);
    if (separation >= SEPARATE) apart.push({ candidate, separation });
  }
  if (apart.some(({ candidate }) => ofActions(candidate) > 0)) {
    const wellApart = apart.map(({ candidate }) => candidate);
    return { winner: fewestForNearlyAll(wellApart, ofActions), ground: "actions" };
  }
  const perfect: typeof apart = [];
  const mayDecide = apart.some(({ separation }) => separation < PERFECT) && (await repeats());
  for (const one of apart) {
    if (one.separation >= PERFECT || (mayDecide && (await separates(one.candidate)))) perfect.push(one);
  }
  const count = ({ candidate }: { candidate: Candidate }) => segmentCount(candidate);
  const [first] =
    perfect.length > 0
      ? perfect.sort((a, b) => count(b) - count(a) || b.separation - a.separation)
      : apart.sort((a, b) => b.separation - a.separation || count(b) - count(a));
  return { winner: first?.candidate, ground: first ? "apart" : "nothing" };
}

type Bits = (candidate: Candidate) => number;

function ofTransitions({ saved }: Candidate): number {
  return saved.ofTransitions.perAction;
}

function ofActions({ saved }: Candidate): number {
  return saved.ofActions.perAction;
}

/** Of candidates of which some save bits: the fewest segments for nearly all of them; ties by bits. */
function fewestForNearlyAll(candidates: readonly Candidate[], bits: Bits): Candidate {
  const most = candidates.reduce((sum, candidate) => Math.max(sum, bits(candidate)), 0);
  const near = candidates.filter((candidate) => bits(candidate) >= NEARLY_ALL * most);
  return near.sort((a, b) => segmentCount(a) - segmentCount(b) || bits(b) - bits(a))[0]!;
}
