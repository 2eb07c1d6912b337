import { type Matrix, ModelFormatError } from "../../core";
import { isArrayOf, isWithin, matrix, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { Vocabulary } from "../../sequences";
import { builtSequences } from "../built-sequences";
import { actionVectorsField, checkActionVectors } from "../pooling/action-vectors";
import { fitPooling } from "../pooling/fit-pooling";
import { POOLING_SETTINGS, type PoolingSettings, WEIGHTINGS, type Weighting } from "../pooling/pooling";
import { PoolingModel } from "../pooling/pooling-model";
import { tokenIndex, tokenLookup } from "../token-lookup";
import type { ActionVectors, Embedder, EmbedderState, FittedEmbedder, PrefixVectors, SequenceInput } from "../types";
import { sharePrefixes } from "./share-prefixes";
import { trainWord2Vec, WORD2VEC_SETTINGS, type Word2VecSettings } from "./train-word2vec";
import { Word2Vec } from "./word2vec";

/** Options of {@link word2vecEmbedder}: those of training and those of pooling. */
export interface Word2VecEmbedderOptions extends Word2VecSettings, PoolingSettings {
  /**
   * Vectors of actions to pool as they are, nothing is trained: of another log, or made by other means.
   * `prefixSeparators` gives further actions vectors then, and changes none.
   * @default none
   */
  pretrained?: ActionVectors | undefined;
  /** Vectors that training begins from, such as those of last month. @default none: all begin at random */
  start?: ActionVectors | undefined;
}

const WORD2VEC_EMBEDDER_OPTIONS = {
  ...WORD2VEC_SETTINGS,
  ...POOLING_SETTINGS,
  pretrained: actionVectorsField(),
  start: actionVectorsField(),
} satisfies Schema<Word2VecEmbedderOptions>;

/**
 * An embedder that trains action vectors on the sequences ({@link trainWord2Vec}) and pools them
 * ({@link poolSequences}). Actions not seen in training are left out, unless `prefixSeparators` lets them share.
 *
 * @param options how action vectors are trained, or ready ones, and how they are pooled.
 * @returns what `fit` turns into a {@link FittedWord2Vec}.
 * @throws RangeError when an option is out of range; `fit` also throws what {@link trainWord2Vec} does.
 * @example
 * const fitted = await word2vecEmbedder({ vectorSize: 16 }).fit([["start", "buy"], ["start", "quit"]]);
 * const points = await fitted.embed([["quit"]]);
 */
export function word2vecEmbedder(options: Word2VecEmbedderOptions = {}): Embedder {
  const { weighting, sifA, halfLife, normalize, pretrained, ...training } = readOptions(
    options,
    WORD2VEC_EMBEDDER_OPTIONS,
  );
  if (pretrained !== undefined) checkActionVectors("pretrained", pretrained);
  const settings = { weighting, normalize, sifA, halfLife };
  const separators = training.prefixSeparators;
  return {
    method: "word2vec",
    learnsByShares: true,
    async fit(sequences, given = {}) {
      const run = given ?? {};
      const built = await builtSequences(sequences, { signal: run.signal, onProgress: run.onProgress });
      const model = pretrained
        ? asWord2Vec(pretrained, built.vocabulary, separators)
        : await trainWord2Vec(built, { ...training, ...run });
      return new FittedWord2Vec(model, await fitPooling(built, model, { ...settings, ...run }));
    },
  };
}

/** Given vectors, with what this log shows of their actions. */
function asWord2Vec(pretrained: ActionVectors, logged: Vocabulary, separators: string | undefined): Word2Vec {
  const seen = tokenIndex(logged.actions);
  const { vectors } = pretrained;
  const { actions } = pretrained.vocabulary;
  const counts = Float64Array.from(actions, (action) => logged.counts[seen.get(action) ?? -1] ?? 0);
  const untrained = { vectors, contextVectors: matrix(vectors.rows, vectors.cols), loss: 0, epochs: 0 };
  const shared = separators && sharePrefixes(vectors, actions, counts, { separators, strength: 0 });
  return new Word2Vec({ actions, counts }, untrained, shared ? shared.prefixes : pretrained.prefixes);
}

/** A trained {@link word2vecEmbedder}. */
export class FittedWord2Vec implements FittedEmbedder {
  readonly method = "word2vec";
  readonly zeroIsUnknown = true;
  /** The action vectors. */
  readonly model: Word2Vec;
  /** Which actions not seen in training get a vector; undefined without `prefixSeparators`. */
  readonly readsNewActions?: ((action: string) => boolean) | undefined;
  readonly #pooling: PoolingModel;

  /** Use {@link word2vecEmbedder}. */
  constructor(model: Word2Vec, pooling: PoolingModel) {
    this.model = model;
    this.#pooling = pooling;
    if (model.prefixes === undefined) return;
    const tokenOf = tokenLookup(model);
    this.readsNewActions = (action) => tokenOf.get(action) !== undefined;
  }

  get dimensions(): number {
    return this.model.vectors.cols;
  }

  embed(sequences: SequenceInput, run: RunOptions = {}): Promise<Matrix> {
    const settings = run ?? {};
    return this.#pooling.apply(sequences, settings);
  }

  state(): EmbedderState {
    const { vocabulary, vectors, contextVectors, prefixes, loss, epochs } = this.model;
    const { weighting, halfLife, normalize, weights, component } = this.#pooling;
    return {
      method: this.method,
      json: {
        actions: vocabulary.actions,
        counts: [...vocabulary.counts],
        loss,
        epochs,
        weighting,
        halfLife: halfLife ?? null,
        normalize,
        weights: [...weights],
        component: component ? [...component] : null,
        ...(prefixes && { prefixes: { separators: prefixes.separators, names: prefixes.names } }),
      },
      matrices: { vectors, contextVectors, ...(prefixes && { prefixes: prefixes.vectors }) },
    };
  }
}

const INCOMPLETE = "the state of a word2vec embedder is incomplete";

/** The embedder of which {@link FittedWord2Vec.state} was taken. */
export function restoreWord2Vec({ json, matrices }: EmbedderState): FittedWord2Vec {
  const { vectors, contextVectors } = matrices;
  const { actions, counts, weights, component, weighting, halfLife, normalize, loss, epochs } = json;
  const prefixes = restorePrefixes(json.prefixes, matrices.prefixes);
  if (
    !vectors ||
    contextVectors?.rows !== vectors.rows ||
    !isArrayOf("string", actions, vectors.rows) ||
    !isArrayOf("number", counts, vectors.rows) ||
    !isArrayOf("number", weights, vectors.rows + (prefixes?.names.length ?? 0)) ||
    (prefixes && prefixes.vectors.cols !== vectors.cols) ||
    !(component === null || isArrayOf("number", component, vectors.cols)) ||
    !WEIGHTINGS.includes(weighting as Weighting) ||
    ![...counts, ...weights].every((value) => isWithin(value, 0, Number.MAX_SAFE_INTEGER)) ||
    !(halfLife === null || (isWithin(halfLife, 0, 1e9) && halfLife > 0)) ||
    typeof normalize !== "boolean" ||
    typeof loss !== "number" ||
    typeof epochs !== "number"
  ) {
    throw new ModelFormatError(INCOMPLETE);
  }
  const vocabulary = { actions, counts: Float64Array.from(counts) };
  const pooling = new PoolingModel({
    vectors,
    vocabulary: { actions },
    prefixes,
    weighting: weighting as Weighting,
    halfLife: halfLife ?? undefined,
    normalize,
    weights: Float64Array.from(weights),
    component: component ? Float64Array.from(component) : undefined,
  });
  return new FittedWord2Vec(new Word2Vec(vocabulary, { vectors, contextVectors, loss, epochs }, prefixes), pooling);
}

function restorePrefixes(saved: unknown, vectors: Matrix | undefined): PrefixVectors | undefined {
  if (saved === undefined && vectors === undefined) return undefined;
  const { separators, names } = (saved ?? {}) as Record<string, unknown>;
  if (!vectors || typeof separators !== "string" || !isArrayOf("string", names, vectors.rows)) {
    throw new ModelFormatError(INCOMPLETE);
  }
  return { separators, names, vectors };
}
