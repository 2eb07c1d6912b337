// Halves of the users, drawn at random -> the model of one half, and its answers to the other. Nothing has changed between them, so a
// test of the mix of segments (chi-square, 199 permutations of users) at .05 should alarm once in twenty times. Quality is the share of
// pairs of halves in which it does not, with the model's reference; `alarms`, and `alarms_of_fitted`, with the labels of users who were
// fitted in the reference's place; `none_too_many` is the share in no segment, of the reference less that of new users. No peer.
import { fitSegments } from "../src";
import { randomStream } from "../src/core/internal";
import { demoLists } from "./data/demo-lists";
import { LABELLED_SETS, type LabelledSetName, readLabelledSet } from "./data/labelled-sets";
import type { Subject } from "./harness";

interface Params {
  readonly set: LabelledSetName | "demo";
  readonly pairs: number;
}

type Paths = readonly (readonly string[])[];

interface Compared {
  readonly reference: number;
  readonly fitted: number;
  readonly noneTooMany: number;
}

const SETS = ["demo", "hospital_billing", "rete_mobile_onboarding", "bpic2012", "starcraft_protoss"] as const;
const LEVEL = 0.05;
const PERMUTATIONS = 199;

const reference: Subject<Params, Paths, Compared[]> = {
  cases: (quick) =>
    SETS.slice(0, quick ? 1 : undefined).map((set) => ({
      case: `${set}, halves`,
      params: { set, pairs: quick ? 3 : 20 },
      ...(set === "demo" ? {} : { needs: LABELLED_SETS[set].file }),
    })),
  load: async ({ set }) => (set === "demo" ? demoLists() : (await readLabelledSet(set)).lists),
  async run(paths, { pairs }) {
    const compared: Compared[] = [];
    for (let pair = 0; pair < pairs; pair++) compared.push(await compareHalves(paths, pair + 1));
    return compared;
  },
  describe: (result, paths) => ({ n: paths.length, d: result.length, result }),
  quality: (result) => 1 - alarms(result as Compared[], "reference") / (result as Compared[]).length,
  async further(result) {
    const compared = result as Compared[];
    return {
      alarms: alarms(compared, "reference"),
      alarms_of_fitted: alarms(compared, "fitted"),
      none_too_many: compared.reduce((sum, { noneTooMany }) => sum + noneTooMany, 0) / compared.length,
    };
  },
  rounds: 1,
};

export default reference;

function alarms(compared: readonly Compared[], against: "reference" | "fitted"): number {
  return compared.filter((one) => one[against] <= LEVEL).length;
}

async function compareHalves(paths: Paths, seed: number): Promise<Compared> {
  const order = shuffled([...paths.keys()], seed);
  const half = order.length >> 1;
  const model = await fitSegments(
    order.slice(0, half).map((i) => paths[i]!),
    { seed, projection: false },
  );
  const answers = await model.assign(order.slice(half).map((i) => paths[i]!));
  const fresh = answers.map(({ segment }) => segment);
  const { labels, weights } = model.reference!;
  const known = [...labels].flatMap((label, i) => Array<number>(weights[i]!).fill(label));
  const none = (segments: readonly number[]) => segments.filter((segment) => segment < 0).length / segments.length;
  return {
    reference: pOfSameMix(known, fresh, seed),
    fitted: pOfSameMix([...model.labels], fresh, seed),
    noneTooMany: none(known) - none(fresh),
  };
}

/** The share of permutations of users in which the mixes differ as much. */
function pOfSameMix(a: readonly number[], b: readonly number[], seed: number): number {
  const all = [...a, ...b];
  const observed = chiSquare(all, a.length);
  let asMuch = 0;
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    if (chiSquare(shuffled(all, seed * 1000 + draw), a.length) >= observed) asMuch += 1;
  }
  return (1 + asMuch) / (1 + PERMUTATIONS);
}

/** Of the mix of the first `size` users and that of the others. */
function chiSquare(segments: readonly number[], size: number): number {
  const counts = new Map<number, [first: number, all: number]>();
  for (const [i, segment] of segments.entries()) {
    const found = counts.get(segment) ?? [0, 0];
    counts.set(segment, [found[0] + (i < size ? 1 : 0), found[1] + 1]);
  }
  const share = size / segments.length;
  return [...counts.values()].reduce(
    (sum, [first, all]) => sum + (first - share * all) ** 2 / (share * all * (1 - share)),
    0,
  );
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = randomStream(seed, "benchmarks/reference");
  const keys = items.map((_, i) => random.uniform(i, 0));
  return [...items.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b).map((i) => items[i]!);
}
