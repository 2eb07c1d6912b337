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
import { NgramFeatures } from "./ngram-features";
import type { NgramSpace } from "./ngram-space";

/**
 * What an n-gram embedder leaves out of sequences: occurrences of actions, and of bigrams of known actions, without a
 * column.
 */
export interface UnknownNgrams {
  readonly actions: number;
  readonly bigrams: number;
}

/** A trained {@link ngramEmbedder}. */
export class FittedNgrams implements FittedEmbedder {
  readonly method = "ngrams";
  readonly zeroIsUnknown = true;
  /** The actions it knows. */
  readonly actions: readonly string[];
  readonly #space: NgramSpace;
  readonly #axes: Matrix;
  /** Reused: a sequence is embedded in one go, between two pauses. */
  readonly #features: NgramFeatures;

  /** Use {@link ngramEmbedder}. */
  constructor(actions: readonly string[], space: NgramSpace, axes: Matrix, features = new NgramFeatures(space)) {
    this.actions = actions;
    this.#space = space;
    this.#axes = axes;
    this.#features = features;
  }

  get dimensions(): number {
    return this.#axes.cols;
  }

  async embed(sequences: SequenceInput, run: RunOptions = {}): Promise<Matrix> {
    const settings = run ?? {};
    let result = matrix(0, this.dimensions);
    await this.#read(sequences, settings, (features, r, rows) => {
      if (r === 0) result = matrix(rows, this.dimensions);
      const out = result.data.subarray(r * result.cols, (r + 1) * result.cols);
      projectRow(features, [0, features.size], this.#axes, out);
    });
    return result;
  }

  /**
   * What `embed` leaves out of these sequences, of distinct rows each once.
   *
   * @param sequences lists of actions, or built sequences.
   * @param run progress and abort.
   * @returns how many actions and n-grams the fit did not know.
   */
  async unknown(sequences: SequenceInput, run: RunOptions = {}): Promise<UnknownNgrams> {
    const total = { actions: 0, bigrams: 0 };
    await this.#read(sequences, run, ({ unknown }) => {
      total.actions += unknown.actions;
      total.bigrams += unknown.bigrams;
    });
    return total;
  }

  async #read(
    sequences: SequenceInput,
    run: RunOptions,
    visit: (features: NgramFeatures, row: number, rows: number) => void,
  ): Promise<void> {
    const at = checkpoint("ngram-embedding", run);
    const tokenOf = tokenIndex(this.actions);
    const orUnknown = { get: (action: string) => tokenOf.get(action) ?? this.actions.length };
    const tokens = await modelTokens(sequences, orUnknown, at.part(0, 0.2));
    const rows = raggedRows(tokens);
    await forEachYielding(rows, at.part(0.2, 1), (r) => {
      this.#features.writeRow(raggedRow(tokens, r));
      visit(this.#features, r, rows);
    });
    await at.pass(1);
  }

  state(): EmbedderState {
    const { bigrams, idf } = this.#space;
    return {
      method: this.method,
      json: { actions: this.actions, bigrams: [...bigrams], idf: [...idf] },
      matrices: { axes: this.#axes },
    };
  }
}

/** The embedder of which {@link FittedNgrams.state} was taken. */
export function restoreNgrams({ json, matrices }: EmbedderState): FittedNgrams {
  const { actions, bigrams, idf } = json;
  const { axes } = matrices;
  if (
    !axes ||
    !isArrayOf("string", actions) ||
    !isAscending(bigrams, actions.length * actions.length) ||
    !isArrayOf("number", idf, actions.length + bigrams.length) ||
    !idf.every((weight) => isWithin(weight, 0, LARGEST_WEIGHT)) ||
    axes.rows !== idf.length
  ) {
    throw new ModelFormatError("the state of an n-gram embedder is incomplete");
  }
  const space = { actions: actions.length, bigrams: Float64Array.from(bigrams), idf: Float64Array.from(idf) };
  return new FittedNgrams(actions, space, axes);
}

/** Far above the logarithm of any number of inputs. */
const LARGEST_WEIGHT = 1e6;
