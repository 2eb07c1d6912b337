import type { Matrix } from "../../core";
import { checkpoint, log, matrix, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { builtSequences } from "../built-sequences";
import { fitPooling } from "../pooling/fit-pooling";
import type { PoolingModelData, PoolingSettings } from "../pooling/pooling";
import { PoolingModel } from "../pooling/pooling-model";
import type { EmbeddingReport, SequenceInput } from "../types";
import { actionsIn } from "./action-lists";
import type { ModelSource } from "./model-source";
import { poolTexts } from "./pool-texts";
import { readWhole } from "./read-paths";
import { readingReport } from "./reading-report";

/** Vectors of actions, how they are pooled, and what an action that training never saw weighs. */
export interface ActionPooling extends PoolingModelData {
  readonly unseenWeight: number;
}

/** Reads each distinct action once, and pools the vectors of a sequence's actions. */
export class ActionReader {
  readonly pooling: ActionPooling;
  readonly #source: ModelSource;
  readonly #textOf: (actions: readonly string[]) => string;
  readonly #readsNew: boolean;

  /** @param readsNew whether the model is at hand for actions that training never saw; without it they are left out. */
  constructor(
    pooling: ActionPooling,
    source: ModelSource,
    textOf: (actions: readonly string[]) => string,
    readsNew: boolean,
  ) {
    this.pooling = pooling;
    this.#source = source;
    this.#textOf = textOf;
    this.#readsNew = readsNew;
  }

  async embed(sequences: SequenceInput, run: RunOptions): Promise<Matrix> {
    const { vocabulary } = this.pooling;
    const known = new Set(vocabulary.actions);
    const unseen = this.#readsNew
      ? actionsIn(sequences)
          .filter((action) => !known.has(action))
          .sort()
      : [];
    if (unseen.length === 0) return new PoolingModel(this.pooling).apply(sequences, run);
    const { vectors } = await embedActions(unseen, this.#source, this.#textOf, run);
    const all = new PoolingModel({
      ...this.pooling,
      vectors: stacked(this.pooling.vectors, vectors),
      vocabulary: { actions: [...vocabulary.actions, ...unseen] },
      weights: Float64Array.from([...this.pooling.weights, ...unseen.map(() => this.pooling.unseenWeight)]),
    });
    return all.apply(sequences, run);
  }
}

/** Embeds the actions of sequences and learns how much each counts. */
export async function fitActions(
  sequences: SequenceInput,
  source: ModelSource,
  textOf: (actions: readonly string[]) => string,
  settings: PoolingSettings,
  run: RunOptions,
): Promise<{ reader: ActionReader; report: EmbeddingReport }> {
  const built = await builtSequences(sequences, { signal: run.signal, onProgress: run.onProgress });
  const actions = actionsIn(built);
  const { vectors, report } = await embedActions(actions, source, textOf, run);
  const pooling = await fitPooling(built, { vectors, vocabulary: { actions } }, { ...settings, ...run });
  const inputs = sum(built.weights);
  const unseenWeight = settings.weighting === "tf-idf" ? log(1 + inputs) + 1 : 1; // as if of 0 inputs, of share 0
  return { reader: new ActionReader({ ...pooling, unseenWeight }, source, textOf, true), report };
}

async function embedActions(
  actions: readonly string[],
  source: ModelSource,
  textOf: (actions: readonly string[]) => string,
  run: RunOptions,
): Promise<{ vectors: Matrix; report: EmbeddingReport }> {
  const lists = actions.map((action) => [action]);
  const model = await source.open(run);
  const at = checkpoint("embedding", run);
  const paths = await readWhole(lists, textOf, model, at.part(0, 0.1));
  const texts = await model.embed(paths.texts, at.part(0.1, 0.9));
  const vectors = await poolTexts(paths, texts, lists.length, source.identity.normalize, at.part(0.9, 1));
  await at.pass(1);
  return { vectors, report: readingReport(lists, new Uint8Array(lists.length).fill(1), paths, textOf) };
}

function stacked(above: Matrix, below: Matrix): Matrix {
  const both = matrix(above.rows + below.rows, above.cols);
  both.data.set(above.data);
  both.data.set(below.data, above.data.length);
  return both;
}
