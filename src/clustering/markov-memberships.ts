import { describeValue } from "../core";
import { type MarkovMixtureModel, type MixtureMemberships, mixtureMemberships } from "./mixture-model";

/**
 * Where sequences belong in a fitted mixture of Markov chains. One that was fitted gets its component again, bit for bit;
 * actions that training never saw speak for none.
 *
 * @param model     of {@link markovMixture}.
 * @param sequences n lists of actions.
 * @returns the most probable component of each, and how probable it is.
 * @throws TypeError when `sequences` is no array of arrays of actions.
 * @example
 * const sequences = await sequencesFrom([...Array(30).fill("A -> B -> A -> B"), ...Array(20).fill("B -> B -> A")]);
 * const { model } = await markovMixture(sequences);
 * [...markovMemberships(model, [["B", "B", "A"], ["A", "B"]]).labels]; // [1, 0]
 */
export function markovMemberships(
  model: MarkovMixtureModel,
  sequences: readonly (readonly string[])[],
): MixtureMemberships {
  if (!Array.isArray(sequences) || !sequences.every(Array.isArray)) {
    throw new TypeError(`"sequences" expected an array of arrays of actions, got ${describeValue(sequences)}`);
  }
  const numbers = new Map(model.actions.map((action, i) => [action, i]));
  const unknown = model.actions.length;
  const offsets = new Uint32Array(sequences.length + 1);
  for (const [i, list] of sequences.entries()) offsets[i + 1] = offsets[i]! + list.length;
  return mixtureMemberships(model, {
    tokens: Uint32Array.from(sequences.flatMap((list) => list.map((action: string) => numbers.get(action) ?? unknown))),
    offsets,
    weights: new Float64Array(sequences.length).fill(1),
    vocabulary: { actions: [...model.actions, ""] },
  });
}
