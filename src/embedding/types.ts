import type { Matrix } from "../core";
import type { RunOptions } from "../parallel";
import type { Sequences } from "../sequences";

/** What an embedder takes: built sequences, or plain lists of actions. */
export type SequenceInput = Sequences | readonly (readonly string[])[];

/**
 * Turns sequences into vectors. Built in: `word2vecEmbedder`; anything with these two members plugs in.
 */
export interface Embedder {
  /** Short name for reports and saved models. */
  readonly method: string;
  /**
   * Whether `fitSegments` lets it learn from inputs as far as they count, of which long ones are bounded: weights are
   * then relative, no numbers of inputs.
   * @default false
   */
  readonly learnsByShares?: boolean | undefined;
  /**
   * Learns from sequences (nothing to learn is fine). Deterministic.
   *
   * @param sequences lists of actions, or built sequences.
   * @param run workers, progress and abort.
   * @returns what embeds these and other sequences.
   */
  fit(sequences: SequenceInput, run?: RunOptions): Promise<FittedEmbedder>;
  /**
   * What `fit` gives, and what that makes of the same sequences, where both together cost less than one after the
   * other.
   *
   * @param sequences lists of actions, or built sequences.
   * @param run workers, progress and abort.
   * @returns the fitted embedder, and the vectors of the sequences.
   */
  fitTransform?(sequences: SequenceInput, run?: RunOptions): Promise<Embedded>;
}

/** A trained embedder. */
export interface FittedEmbedder {
  readonly method: string;
  /** Number of columns of what `embed` returns. */
  readonly dimensions: number;
  /**
   * One vector for each sequence (for each distinct row of built sequences). The same sequence gives the same bits,
   * alone or among others.
   *
   * @param sequences lists of actions, or built sequences.
   * @param run workers, progress and abort.
   * @returns as many rows of `dimensions` numbers.
   */
  embed(sequences: SequenceInput, run?: RunOptions): Promise<Matrix>;
  /**
   * Everything needed to make it again.
   *
   * @returns plain data; undefined when it cannot be saved (a user's own function).
   */
  state(): EmbedderState | undefined;
  /**
   * Loads what it needs now, rather than when it first embeds.
   *
   * @param run progress and abort.
   */
  open?(run?: RunOptions): Promise<void>;
  /** What it saw of the sequences it was fitted to, where that is not simply their actions. */
  readonly report?: EmbeddingReport | undefined;
  /**
   * Whether it makes something of actions that training never saw, or of which ones; the others are left out.
   * @default false
   */
  readonly readsNewActions?: (boolean | ((action: string) => boolean)) | undefined;
  /**
   * Whether a vector of zeros says that it knows none of the actions: such a sequence is in no segment.
   * @default false
   */
  readonly zeroIsUnknown?: boolean | undefined;
}

/** An embedder that was fitted to sequences, and their vectors. */
export interface Embedded {
  readonly fitted: FittedEmbedder;
  readonly vectors: Matrix;
}

/** What a model that reads texts saw of sequences. */
export interface EmbeddingReport {
  /** Distinct texts that the model embedded. */
  readonly texts: number;
  /**
   * Inputs whose text was cut, the actions lost by it (in proportion to the tokens cut), and their share of all
   * actions.
   */
  readonly truncated: { readonly inputs: number; readonly actions: number; readonly share: number };
  /** Pieces of text that the model's tokenizer does not know, over all inputs. */
  readonly unknownPieces: number;
  /** A few paths, their beginning at least, and what the model read of them. */
  readonly examples: readonly { readonly actions: readonly string[]; readonly text: string }[];
}

/** A trained embedder as plain data: JSON values, and named matrices. */
export interface EmbedderState {
  readonly method: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly matrices: Readonly<Record<string, Matrix>>;
}

/** Vectors of actions: row a belongs to `vocabulary.actions[a]`. */
export interface ActionVectors {
  readonly vectors: Matrix;
  readonly vocabulary: { readonly actions: readonly string[] };
  /** Vectors that other actions take, by how their names begin. */
  readonly prefixes?: PrefixVectors | undefined;
}

/** Vectors of the prefixes of hierarchical names: row p belongs to `names[p]`. */
export interface PrefixVectors {
  /** Characters that separate the parts of a name. */
  readonly separators: string;
  readonly names: readonly string[];
  readonly vectors: Matrix;
}
