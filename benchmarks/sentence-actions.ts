// MSNBC's visitors in memory -> a vector for each distinct sequence: Sentence-BERT by action, embedding the actions, learning
// their weights and pooling, with the model opened anew in each round. No peer. d is the number of dimensions.
import { type Embedder, type Matrix, readSequences, type Sequences } from "../src";
import { type FittedSentenceBert, sentenceEmbedder } from "../src/embedding";
import { sharedData } from "../test/helpers/shared-data";
import { SHARED_MODELS } from "../test/helpers/shared-models";
import type { Subject } from "./harness";

const FILE = "msnbc/msnbc990928.seq.gz";
const MODEL = "sentence-transformers/all-MiniLM-L6-v2";

interface Params {
  readonly limit?: number;
}

interface Input {
  readonly sequences: Sequences;
  readonly embedder: Embedder;
}

const subject: Subject<Params, Input, Matrix> = {
  cases: (quick) => [
    { case: "msnbc, first 100,000 visitors", params: { limit: 100_000 }, needs: FILE },
    ...(quick ? [] : [{ case: "msnbc, 989,818 visitors", params: {}, needs: FILE }]),
  ],
  async load(params) {
    const sequences = await readSequences(sharedData(FILE)!, { separator: " ", skipLines: 7, ...params });
    const embedder = sentenceEmbedder({ model: MODEL, localModelPath: SHARED_MODELS, granularity: "action" });
    return { sequences, embedder };
  },
  async run({ sequences, embedder }) {
    using fitted = (await embedder.fit(sequences)) as FittedSentenceBert; // opens the model too, in each round
    return await fitted.embed(sequences);
  },
  describe: ({ cols }, { sequences }) => ({ n: sequences.rowOf.length, d: cols }),
};

export default subject;
