// A file of sequences -> one vector for each distinct sequence: reading, deduplicating, training, pooling. No peer: see
// `tokenize` and `word2vec` for the parts beside theirs. n is the number of visitors, d that of distinct sequences.
import { type Matrix, readSequences } from "../src";
import { poolSequences, trainWord2Vec } from "../src/embedding";
import { sharedData } from "../test/helpers/shared-data";
import type { Subject } from "./harness";

const MSNBC = "msnbc/msnbc990928.seq.gz";

interface Output {
  readonly inputs: number;
  readonly vectors: Matrix;
}

const vectors: Subject<{ limit?: number }, string, Output> = {
  cases: (quick) => [
    { case: "msnbc, first 200,000 visitors", params: { limit: 200_000 }, needs: MSNBC },
    ...(quick ? [] : [{ case: "msnbc, all visitors", params: {}, needs: MSNBC }]),
  ],
  load: async () => sharedData(MSNBC)!,
  async run(path, { limit }) {
    const sequences = await readSequences(path, { skipLines: 7, ...(limit !== undefined && { limit }) });
    const model = await trainWord2Vec(sequences);
    return { inputs: sequences.report.inputs, vectors: (await poolSequences(sequences, model)).embedding };
  },
  describe: ({ inputs, vectors: { rows } }) => ({ n: inputs, d: rows }),
};

export default vectors;
