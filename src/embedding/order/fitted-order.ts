import { type Matrix, ModelFormatError } from "../../core";
import {
  checkpoint,
  forEachYielding,
  isArrayOf,
  isAscending,
  isWithin,
  matrix,
  raggedRow,
  raggedRows,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { projectRow } from "../feature-table";
import { modelTokens } from "../model-tokens";
import { tokenIndex } from "../token-lookup";
import type { EmbedderState, FittedEmbedder, SequenceInput } from "../types";
import { type OrderBlocks, OrderFeatures } from "./order-features";
import type { OrderSpace } from "./order-space";
import { PAIR_KEYS } from "./ordered-pairs";

/** One sequence that grows, and its vector ({@link FittedOrder.grow}). */
export interface GrowingSequence {
  /** Adds an action at the end; one that is not known changes nothing. Costs the same however long the sequence is. */
  append(action: string): void;
  /** The vector of the sequence as it is now: the same bits as `embed` gives for all of it. */
  vector(): Float32Array;
}

/** A trained {@link orderEmbedder}. */
export class FittedOrder implements FittedEmbedder {
  readonly method = "order";
  readonly zeroIsUnknown = true;
  /** The actions it knows. */
  readonly actions: readonly string[];
  readonly #space: OrderSpace;
  readonly #blocks: OrderBlocks;
  readonly #axes: Matrix;
  /** Reused: a sequence is embedded in one go, between two pauses. */
  readonly #features: OrderFeatures;

  /** Use {@link orderEmbedder}. */
  constructor(
    actions: readonly string[],
    space: OrderSpace,
    blocks: OrderBlocks,
    axes: Matrix,
    features = new OrderFeatures(space, blocks),
  ) {
    this.actions = actions;
    this.#space = space;
    this.#blocks = blocks;
    this.#axes = axes;
    this.#features = features;
  }

  get dimensions(): number {
    return this.#axes.cols;
  }

  async embed(sequences: SequenceInput, run: RunOptions = {}): Promise<Matrix> {
    const settings = run ?? {};
    const at = checkpoint("order-embedding", settings);
    const tokens = await modelTokens(sequences, tokenIndex(this.actions), at.part(0, 0.2));
    const result = matrix(raggedRows(tokens), this.dimensions);
    const features = this.#features;
    await forEachYielding(result.rows, at.part(0.2, 1), (r) => {
      features.writeRow(raggedRow(tokens, r));
      const out = result.data.subarray(r * result.cols, (r + 1) * result.cols);
      projectRow(features, [0, features.size], this.#axes, out);
    });
    await at.pass(1);
    return result;
  }

  /**
   * A sequence to which actions are added as they happen.
   *
   * @returns a sequence without actions.
   */
  grow(): GrowingSequence {
    const features = new OrderFeatures(this.#space, this.#blocks, this.#features.lookup);
    const tokenOf = tokenIndex(this.actions);
    return {
      append: (action) => {
        const token = tokenOf.get(action);
        if (token !== undefined) features.append(token);
      },
      vector: () => {
        const vector = new Float32Array(this.dimensions);
        features.write();
        projectRow(features, [0, features.size], this.#axes, vector);
        return vector;
      },
    };
  }

  state(): EmbedderState {
    const { actions: _, pairs, bigrams, idf, ...settings } = this.#space;
    return {
      method: this.method,
      json: {
        actions: this.actions,
        ...settings,
        blocks: this.#blocks,
        pairs: [...pairs],
        bigrams: [...bigrams],
        idf: [...idf],
      },
      matrices: { axes: this.#axes },
    };
  }
}

/** The embedder of which {@link FittedOrder.state} was taken. */
export function restoreOrder({ json, matrices }: EmbedderState): FittedOrder {
  const { actions, pairs, bigrams, idf, kappa, window, blocks } = json;
  const { axes } = matrices;
  if (
    !axes ||
    !isArrayOf("string", actions) ||
    !isAscending(pairs, Math.min(actions.length * actions.length, PAIR_KEYS)) ||
    !isAscending(bigrams, pairs.length) ||
    !isArrayOf("number", idf, actions.length + bigrams.length) ||
    !idf.every((weight) => isWithin(weight, 0, LARGEST_WEIGHT)) ||
    !isWithin(kappa, 0, 100) ||
    !(Number.isInteger(window) && isWithin(window, 1, 1000)) ||
    !isBlocks(blocks) ||
    axes.rows !== actions.length + bigrams.length + pairs.length
  ) {
    throw new ModelFormatError("the state of an order embedder is incomplete");
  }
  const space = {
    actions: actions.length,
    kappa,
    window,
    pairs: Uint32Array.from(pairs),
    bigrams: Uint32Array.from(bigrams),
    idf: Float64Array.from(idf),
  };
  return new FittedOrder(actions, space, blocks, axes);
}

function isBlocks(value: unknown): value is OrderBlocks {
  const { ngrams, pairs } = (value ?? {}) as Partial<OrderBlocks>;
  return isWithin(ngrams, 0, 1000) && isWithin(pairs, 0, 1000);
}

/** Far above the logarithm of any number of inputs. */
const LARGEST_WEIGHT = 1e6;
