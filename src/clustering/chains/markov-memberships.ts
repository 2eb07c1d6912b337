import { finish, wrongType } from "../../core/internal";
import type { WeightedSequences } from "../../sequences";
import { type MarkovMixtureModel, type MixtureMemberships, mixtureMemberships } from "./mixture-model";

/**
 * Where sequences belong in a fitted mixture of Markov chains. One that was fitted gets its component again, bit for bit;
 * actions that training never saw speak for none.
 *
 * @param model     of {@link markovMixture}.
 * @param sequences n lists of actions, or built sequences with n distinct rows.
 * @returns the most probable component of each, and how probable it is.
 * @throws TypeError when `sequences` is neither.
 * @example
 * const sequences = await sequencesFrom([...Array(30).fill("A -> B -> A -> B"), ...Array(20).fill("B -> B -> A")]);
 * const { model } = await markovMixture(sequences);
 * [...markovMemberships(model, [["B", "B", "A"], ["A", "B"]]).labels]; // [1, 0]
 */
export function markovMemberships(
  model: MarkovMixtureModel,
  sequences: WeightedSequences | readonly (readonly string[])[],
): MixtureMemberships {
  const numbers = new Map(model.actions.map((action, i) => [action, i]));
  const unknown = model.actions.length;
  const { actions, tokens, offsets } =
    "offsets" in Object(sequences) ? built(sequences as never) : listed(sequences as never);
  const known = actions.map((action) => numbers.get(action) ?? unknown);
  const read = {
    tokens: tokens.map((token) => known[token]!),
    offsets,
    weights: new Float64Array(offsets.length - 1).fill(1),
    vocabulary: { actions: [...model.actions, ""] },
  };
  return finish(mixtureMemberships(model, read));
}

interface Read {
  readonly actions: readonly string[];
  readonly tokens: Uint32Array;
  readonly offsets: Uint32Array;
}

function built({ vocabulary, tokens, offsets }: WeightedSequences): Read {
  return { actions: vocabulary.actions, tokens, offsets };
}

function listed(lists: readonly (readonly string[])[]): Read {
  if (!Array.isArray(lists) || !lists.every(Array.isArray)) {
    throw wrongType("sequences", "an array of arrays of actions", lists);
  }
  const numbers = new Map<string, number>();
  const offsets = new Uint32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) {
    offsets[i + 1] = offsets[i]! + list.length;
    for (const action of list) if (!numbers.has(action)) numbers.set(action, numbers.size);
  }
  const tokens = new Uint32Array(offsets.at(-1)!);
  for (const [i, list] of lists.entries())
    tokens.set(
      list.map((action: string) => numbers.get(action)!),
      offsets[i],
    );
  return { actions: [...numbers.keys()], tokens, offsets };
}
