import { type Checkpoint, checkpoint, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { modelTokens } from "../model-tokens";
import { countTokens } from "../token-counts";
import type { SequenceInput } from "../types";
import { tokenLookup } from "../word2vec/token-lookup";
import { poolRows } from "./pool-rows";
import type { PooledSequences, Pooling } from "./pooling";

const APPLY_POOLING_OPTIONS = { ...RUN_OPTIONS } satisfies Schema<RunOptions>;

/**
 * Pools sequences by frozen weights ({@link fitPooling}).
 *
 * Sums run in the order of the vocabulary in double precision: sequences of the same actions in another order get the
 * same bits (without `halfLife`), alone or among others. Actions without a vector take that of their longest prefix
 * where there are `prefixes`, and are left out otherwise.
 *
 * @param sequences lists of actions, or built sequences.
 * @param pooling what {@link fitPooling} returned.
 * @returns a vector for each list, or for each distinct row of built sequences; zeros where no action has a vector.
 * @throws TypeError when the sequences are neither.
 * @example
 * const paths = [["start", "shop", "buy"], ["start", "play", "quit"]];
 * const pooling = await fitPooling(paths, await trainWord2Vec(paths));
 * (await applyPooling([["play", "never seen"]], pooling)).known; // Uint32Array [ 1 ]
 */
export async function applyPooling(
  sequences: SequenceInput,
  pooling: Pooling,
  options: RunOptions = {},
): Promise<PooledSequences> {
  const { signal, onProgress } = readOptions(options, APPLY_POOLING_OPTIONS);
  return poolBy(sequences, pooling, checkpoint("pooling", { signal, onProgress }));
}

/** {@link applyPooling} as a part of other work. */
export async function poolBy(sequences: SequenceInput, pooling: Pooling, at: Checkpoint): Promise<PooledSequences> {
  const tokens = await modelTokens(sequences, tokenLookup(pooling), at.part(0, 0.2));
  const rows = await countTokens(tokens, pooling.halfLife, at.part(0.2, 0.4));
  const pooled = await poolRows(rows, pooling, at.part(0.4, 1));
  await at.pass(1);
  return pooled;
}
