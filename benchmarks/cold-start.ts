// Users who are not in the fit at all, cut to their first actions -> their segments. A fifth of the users is held out; truth is what the
// model answers for their whole paths, none a class. Quality is the share whose likeliest segment is right; `loss`, `loss_of_shares`,
// `calibration`, `answered`, and `right_when_answered` as `model.coldStart` reports them. No peer.
import { fitSegments, type SegmentModel } from "../src";
import { randomStream } from "../src/core/internal";
import type { BeginningAssignment } from "../src/segments";
import { demoLists } from "./data/demo-lists";
import { LABELLED_SETS, type LabelledSetName, readLabelledSet } from "./data/labelled-sets";
import type { Subject } from "./harness";

interface Params {
  readonly set: LabelledSetName | "demo";
  readonly actions: number;
}

interface Input {
  readonly model: SegmentModel;
  readonly beginnings: readonly (readonly string[])[];
  /** Segments of the whole paths. */
  readonly truth: readonly number[];
}

interface Judged {
  readonly truth: number;
  readonly segment: number;
  readonly decided: boolean;
  /** Of the truth, of the likeliest, and whether the likeliest is right. */
  readonly given: number;
  readonly stated: number;
  readonly right: boolean;
  /** The share of the truth among users of the fit. */
  readonly share: number;
}

const SETS = ["demo", "hospital_billing", "rete_mobile_onboarding", "bpic2012", "starcraft_protoss", "aslgt"] as const;

const coldStart: Subject<Params, Input, BeginningAssignment[]> = {
  cases: (quick) =>
    SETS.slice(0, quick ? 2 : undefined).flatMap((set) =>
      (quick ? [3] : [1, 2, 3, 5, 10, 20]).map((actions) => ({
        case: `${set}, after ${actions}`,
        params: { set, actions },
        ...(set === "demo" ? {} : { needs: LABELLED_SETS[set].file }),
      })),
    ),
  async load({ set, actions }) {
    const lists = set === "demo" ? demoLists() : (await readLabelledSet(set)).lists;
    const random = randomStream(7, "benchmarks/cold-start");
    const held = lists.map((_, i) => random.uniform(i, 0) < 0.2);
    const model = await fitSegments(
      lists.filter((_, i) => !held[i]),
      { seed: 7, projection: false },
    );
    const paths = lists.filter((path, i) => held[i] && path.length >= actions);
    const truth = (await model.assign(paths)).map(({ segment }) => segment);
    return { model, beginnings: paths.map((path) => path.slice(0, actions)), truth };
  },
  run: ({ model, beginnings }) => model.assign(beginnings, { complete: false }),
  describe(answers, { model, truth }) {
    const result = answers.map(({ segment, reason, alternatives }, i): Judged => {
      const given = alternatives.find((one) => one.segment === truth[i])?.probability ?? 0.005;
      const best = alternatives[0]!;
      const fitted = model.labels.filter((label) => label === truth[i]).length;
      return {
        truth: truth[i]!,
        segment,
        decided: reason !== "undecided" && reason !== "no known action",
        given,
        stated: best.probability,
        right: best.segment === truth[i],
        share: (fitted + 1) / (model.labels.length + model.segments.length + 1),
      };
    });
    return { n: answers.length, d: model.segments.length, result };
  },
  quality: (result) => mean((result as Judged[]).map(({ right }) => (right ? 1 : 0))),
  async further(result) {
    const judged = result as Judged[];
    const decided = judged.filter((one) => one.decided);
    return {
      loss: mean(judged.map(({ given }) => -Math.log(given))),
      loss_of_shares: mean(judged.map(({ share }) => -Math.log(share))),
      calibration: calibrationError(judged),
      answered: decided.length / judged.length,
      right_when_answered: mean(decided.map(({ segment, truth }) => (segment === truth ? 1 : 0))),
    };
  },
  rounds: 1,
};

export default coldStart;

const BINS = 15;

function calibrationError(judged: readonly Judged[]): number {
  const off = new Float64Array(BINS);
  for (const { stated, right } of judged)
    off[Math.min(BINS - 1, Math.floor(stated * BINS))]! += stated - (right ? 1 : 0);
  return off.reduce((sum, difference) => sum + Math.abs(difference), 0) / judged.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
