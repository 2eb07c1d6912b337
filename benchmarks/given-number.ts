// How well so many segments as there are classes agree with the classes: `clustering: { segments }` with everything else left
// to the data, on every labelled set. Beside it k-means with ten starts, which is given the number too: on tf-idf of actions and
// bigrams (sublinear counts, SVD to 50, rows of length 1), and on means of Word2Vec vectors. Quality is the adjusted mutual
// information; `ari` the adjusted Rand index.
import { readFile, writeFile } from "node:fs/promises";
import { fitSegments, type SegmentModel } from "../src";
import { adjustedMutualInformation, adjustedRandIndex } from "../src/clustering";
import {
  judgedLabels,
  LABELLED_SETS,
  type LabelledSet,
  type LabelledSetName,
  readLabelledSet,
} from "./data/labelled-sets";
import type { Subject } from "./harness";

interface Params {
  readonly set: LabelledSetName;
  /** What k-means of the peer clusters. */
  readonly beside: "tf-idf" | "word2vec";
}

/** What both sides load. */
interface Input extends LabelledSet {
  readonly number: number;
}

const givenNumber: Subject<Params, Input, SegmentModel> = {
  cases: (quick) =>
    (Object.keys(LABELLED_SETS) as LabelledSetName[]).slice(0, quick ? 2 : undefined).flatMap((set) =>
      (["tf-idf", "word2vec"] as const).map((beside) => ({
        case: `${set}, beside k-means on ${beside}`,
        params: { set, beside },
        needs: LABELLED_SETS[set].file,
      })),
    ),
  async prepare({ set }, folder) {
    const found = await readLabelledSet(set);
    const number = new Set(judgedLabels(found.labels).truth).size;
    await writeFile(`${folder}/input.json`, JSON.stringify({ ...found, number }));
  },
  load: async (_, folder) => JSON.parse(await readFile(`${folder}/input.json`, "utf8")) as Input,
  run: ({ lists, number }) => fitSegments(lists, { clustering: { segments: number }, projection: false }),
  describe: (model, { lists }) => ({ n: lists.length, d: model.segments.length, result: [...model.labels] }),
  quality: async (result, params, folder) => agreement(result, params, folder, adjustedMutualInformation),
  further: async (result, params, folder) => ({ ari: await agreement(result, params, folder, adjustedRandIndex) }),
  rounds: 1,
  peer: "peers/given-number.py",
};

export default givenNumber;

async function agreement(
  found: unknown,
  params: Params,
  folder: string,
  measure: (a: number[], b: number[]) => number,
): Promise<number> {
  const { positions, truth } = judgedLabels((await givenNumber.load(params, folder)).labels);
  return measure(
    truth,
    positions.map((i) => (found as readonly number[])[i]!),
  );
}
