import { type Checkpoint, forEachYielding, type Ragged, wrongType } from "../core/internal";
import { toSequences } from "../sequences/internal";
import type { TokenLookup } from "./token-lookup";
import type { SequenceInput } from "./types";

/** Tokens worked on between two looks at the clock. */
const CHUNK = 1 << 14;

/**
 * Sequences in the tokens of a model: one row for each sequence given, actions that the model does not know left out.
 * The result is the caller's own.
 */
export async function modelTokens(sequences: SequenceInput, tokenOf: TokenLookup, at: Checkpoint): Promise<Ragged> {
  return isLists(sequences)
    ? fromLists(sequences, tokenOf, at)
    : fromBuilt(toSequences("sequences", sequences), tokenOf, at);
}

function isLists(sequences: SequenceInput): sequences is readonly (readonly string[])[] {
  return Array.isArray(sequences);
}

async function fromLists(lists: readonly (readonly string[])[], tokenOf: TokenLookup, at: Checkpoint): Promise<Ragged> {
  const tokens: number[] = [];
  const offsets = new Uint32Array(lists.length + 1);
  await forEachYielding(lists.length, at, (i) => {
    const list = lists[i]!;
    if (!Array.isArray(list)) {
      throw wrongType("sequences", "lists of actions", list, ` at position ${i}`);
    }
    for (const action of list) {
      const token = tokenOf.get(action);
      if (token !== undefined) tokens.push(token);
    }
    offsets[i + 1] = tokens.length;
    return list.length;
  });
  return { tokens: Uint32Array.from(tokens), offsets };
}

async function fromBuilt(
  { tokens, offsets, vocabulary }: Exclude<SequenceInput, readonly (readonly string[])[]>,
  tokenOf: TokenLookup,
  at: Checkpoint,
): Promise<Ragged> {
  const translated = Int32Array.from(vocabulary.actions, (action) => tokenOf.get(action) ?? -1);
  const kept = new Uint32Array(tokens.length);
  const starts = new Uint32Array(offsets.length);
  let length = 0;
  let unseen = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const end = offsets[row + 1]!;
    for (let p = offsets[row]!; p < end; p++) {
      const token = translated[tokens[p]!]!;
      if (token >= 0) kept[length++] = token;
    }
    starts[row + 1] = length;
    unseen += end - offsets[row]!;
    if (unseen < CHUNK) continue;
    unseen = 0;
    const pause = at.pass(end / tokens.length);
    if (pause) await pause;
  }
  return { tokens: kept.subarray(0, length), offsets: starts };
}
