import type { Matrix } from "../../core";
import { describeValue, didYouMean, integer, row, wrongType, wrongValue } from "../../core/internal";
import type { Vocabulary } from "../../sequences";
import { tokenIndex } from "../token-lookup";
import type { ActionVectors, PrefixVectors } from "../types";
import type { SkipGram } from "./skip-gram";
import { word2VecText } from "./word2vec-text";

/** An action near another one. */
export interface SimilarAction {
  readonly action: string;
  /** Cosine of their vectors, from -1 to 1. */
  readonly similarity: number;
}

/** Trained action vectors ({@link trainWord2Vec}). */
export class Word2Vec implements ActionVectors {
  /** The actions, most frequent first, with their counts. */
  readonly vocabulary: Vocabulary;
  /** V rows of `vectorSize`: each action as a word. These are the vectors to use. */
  readonly vectors: Matrix;
  /** V rows of `vectorSize`: each action as a context (gensim's `syn1neg`). */
  readonly contextVectors: Matrix;
  /** Vectors that actions not seen in training take, by how their names begin; undefined without `prefixSeparators`. */
  readonly prefixes: PrefixVectors | undefined;
  /**
   * Mean loss of a pair: its own and that of its expected negative samples. 0 when no two actions ever stood together.
   * Before prefixes share.
   */
  readonly loss: number;
  /** Epochs run. */
  readonly epochs: number;

  /** Use {@link trainWord2Vec}. */
  constructor(
    vocabulary: Vocabulary,
    { vectors, contextVectors, loss, epochs }: SkipGram,
    prefixes: PrefixVectors | undefined = undefined,
  ) {
    this.vocabulary = vocabulary;
    this.vectors = vectors;
    this.contextVectors = contextVectors;
    this.prefixes = prefixes;
    this.loss = loss;
    this.epochs = epochs;
  }

  /**
   * The k other actions whose vectors point most in the direction of this one's, nearest first; ties in the order of
   * the vocabulary.
   *
   * @param action one of the vocabulary.
   * @param k how many others.
   * @returns at most k actions with their cosines.
   * @throws RangeError when the action is not in the vocabulary (the nearest name is suggested).
   */
  mostSimilar(action: string, k = 10): SimilarAction[] {
    integer({ min: 1 }).read(k, "k");
    const token = this.#tokenOf(action);
    return this.vocabulary.actions
      .map((other, b) => ({ action: other, similarity: cosine(this.vectors, token, b), b }))
      .filter(({ b }) => b !== token)
      .sort((x, y) => y.similarity - x.similarity || x.b - y.b)
      .slice(0, k)
      .map(({ b, ...similar }) => similar);
  }

  /**
   * Cosine of two actions' vectors.
   *
   * @param a one action of the vocabulary.
   * @param b another.
   * @returns a number from -1 to 1.
   * @throws RangeError when an action is not in the vocabulary (the nearest name is suggested).
   */
  similarity(a: string, b: string): number {
    return cosine(this.vectors, this.#tokenOf(a), this.#tokenOf(b));
  }

  /**
   * The vectors in word2vec's text format, which gensim's `KeyedVectors.load_word2vec_format` reads. Its words are
   * separated by spaces, so white space in names is percent-encoded, and so is `%` (`"add to cart"` is written
   * `add%20to%20cart`; Python's `urllib.parse.unquote` gives it back).
   *
   * @returns a line of two numbers, then one a word.
   */
  toWord2VecText(): string {
    return word2VecText(this);
  }

  #tokenOf(action: string): number {
    const token = tokenIndex(this.vocabulary.actions).get(action);
    if (token !== undefined) return token;
    if (typeof action !== "string") throw wrongType("action", "text", action);
    const nearest = didYouMean(action, this.vocabulary.actions);
    const hint = nearest === undefined ? "" : `; did you mean ${describeValue(nearest)}?`;
    throw wrongValue("action", "an action of the vocabulary", action, hint);
  }
}

/** 0 for a vector of zeros. */
function cosine(vectors: Matrix, a: number, b: number): number {
  if (a === b) return 1;
  const x = row(vectors, a);
  const y = row(vectors, b);
  let dot = 0;
  let squareX = 0;
  let squareY = 0;
  for (let t = 0; t < x.length; t++) {
    dot += x[t]! * y[t]!;
    squareX += x[t]! * x[t]!;
    squareY += y[t]! * y[t]!;
  }
  const norms = Math.sqrt(squareX * squareY);
  return norms > 0 ? Math.max(-1, Math.min(1, dot / norms)) : 0;
}
