import type { Matrix } from "../../core";
import { type Checkpoint, checkPlainData, checkpoint, isMatrix, readOptions } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { modelTokens } from "../model-tokens";
import { countTokens } from "../token-counts";
import { tokenLookup } from "../token-lookup";
import type { ActionVectors, PrefixVectors, SequenceInput } from "../types";
import { poolRows } from "./pool-rows";
import { type PooledSequences, type PoolingModelData, WEIGHTINGS, type Weighting } from "./pooling";

/**
 * Frozen weights that pool sequences. Its fields are plain data: `new PoolingModel(saved)` makes it again from a copy
 * of them, or of a {@link PoolingResult}.
 */
export class PoolingModel implements PoolingModelData {
  readonly vectors: Matrix;
  readonly vocabulary: ActionVectors["vocabulary"];
  readonly prefixes: PrefixVectors | undefined;
  readonly weighting: Weighting;
  readonly halfLife: number | undefined;
  readonly normalize: boolean;
  /** For each action, then for each prefix, the weight of one occurrence. */
  readonly weights: Float64Array;
  /** SIF: the direction that is taken out of every vector, of length 1. */
  readonly component: Float64Array | undefined;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor(data: PoolingModelData) {
    checkPlainData(isPoolingModelData(data), "a pooling");
    this.vectors = data.vectors;
    this.vocabulary = data.vocabulary;
    this.prefixes = data.prefixes;
    this.weighting = data.weighting;
    this.halfLife = data.halfLife;
    this.normalize = data.normalize;
    this.weights = data.weights;
    this.component = data.component;
  }

  /**
   * Pools other sequences by the same weights.
   *
   * Sums run in the order of the vocabulary in double precision: sequences of the same actions in another order get the
   * same bits (without `halfLife`), alone or among others. Actions without a vector take that of their longest prefix
   * where there are `prefixes`, and are left out otherwise.
   *
   * @param sequences lists of actions, or built sequences.
   * @param run workers, progress and abort.
   * @returns a vector for each list, or for each distinct row of built sequences; zeros where no action has a vector.
   * @throws TypeError when the sequences are neither.
   */
  async apply(sequences: SequenceInput, run: RunOptions = {}): Promise<PooledSequences> {
    const { workers: _, ...follow } = readOptions(run, RUN_OPTIONS);
    return pool(sequences, this, checkpoint("pooling", follow));
  }
}

/** What {@link poolSequences} made. */
export class PoolingResult extends PoolingModel {
  /** One vector for each sequence, or for each distinct row of built sequences. */
  readonly embedding: PooledSequences;

  /** Use {@link poolSequences}. */
  constructor(found: Omit<PoolingResult, "apply">) {
    super(found);
    this.embedding = found.embedding;
  }
}

async function pool(sequences: SequenceInput, pooling: PoolingModelData, at: Checkpoint): Promise<PooledSequences> {
  const tokens = await modelTokens(sequences, tokenLookup(pooling), at.part(0, 0.2));
  const rows = await countTokens(tokens, pooling.halfLife, at.part(0.2, 0.4));
  const pooled = await poolRows(rows, pooling, at.part(0.4, 1));
  await at.pass(1);
  return pooled;
}

function isPoolingModelData({
  vectors,
  vocabulary,
  prefixes,
  weighting,
  weights,
  component,
  ...rest
}: PoolingModelData): boolean {
  const actions = vocabulary?.actions;
  return (
    isMatrix(vectors, { rows: actions?.length }) &&
    Array.isArray(actions) &&
    (prefixes === undefined || isMatrix(prefixes.vectors, { rows: prefixes.names?.length, cols: vectors.cols })) &&
    WEIGHTINGS.includes(weighting) &&
    weights instanceof Float64Array &&
    weights.length === actions.length + (prefixes?.names.length ?? 0) &&
    (component === undefined || (component instanceof Float64Array && component.length === vectors.cols)) &&
    (rest.halfLife === undefined || typeof rest.halfLife === "number") &&
    typeof rest.normalize === "boolean"
  );
}
