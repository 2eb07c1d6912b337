// The file of a model in memory -> a model that can assign; 64-d vectors, one in memory for each distinct path of the demo's game.
// `of_tensors` is the size of the file by that of its numbers, `compressed` the same of the file that gzip made. No peer.
import { readFile, writeFile } from "node:fs/promises";
import { fitSegments, loadSegments, type SegmentModel } from "../src";
import { word2vecEmbedder } from "../src/embedding";
import { decodeArtefact, type Tree } from "../src/segments/file/artefact";
import { demoLists } from "./data/demo-lists";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
  readonly reduction: false | "umap";
}

interface Input {
  readonly bytes: Uint8Array;
  readonly tensors: number;
  readonly compressed: number;
}

const load: Subject<Params, Input, SegmentModel> = {
  cases: (quick) =>
    ([false, "umap"] as const).map((reduction) => {
      const users = quick ? 2000 : 10_000;
      return { case: `${users} users, ${reduction || "no reduction"}`, params: { users, reduction } };
    }),
  async prepare({ users, reduction }, folder) {
    const model = await fitSegments(demoLists({ users, seed: 3 }), {
      embedding: word2vecEmbedder({ vectorSize: 64, seed: 7 }),
      reduction,
      clustering: { method: "hdbscan", minClusterSize: 100, clusterSelectionMethod: "eom" },
      projection: false,
      seed: 7,
    });
    await writeFile(`${folder}/model.seqment`, await model.toBytes());
    await writeFile(`${folder}/model.gz`, await model.toBytes({ compress: true }));
  },
  async load(_, folder) {
    const bytes = await readFile(`${folder}/model.seqment`);
    const compressed = (await readFile(`${folder}/model.gz`)).length;
    return { bytes, tensors: sizeOfNumbers(await decodeArtefact(bytes)), compressed };
  },
  run: ({ bytes }) => loadSegments(bytes),
  describe: (model, { bytes, tensors, compressed }) => ({
    n: model.sequences.weights.length,
    d: model.report.embedding.dimensions,
    result: { of_tensors: bytes.length / tensors, compressed: compressed / tensors, megabytes: bytes.length / 1e6 },
  }),
  further: async (result) => result as Readonly<Record<string, number>>,
};

export default load;

function sizeOfNumbers(tree: Tree): number {
  if (ArrayBuffer.isView(tree)) return tree.byteLength;
  if (typeof tree !== "object" || tree === null) return 0;
  return Object.values(tree).reduce((sum: number, part) => sum + sizeOfNumbers(part as Tree), 0);
}
