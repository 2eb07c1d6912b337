import { randomStream, type Steps } from "../core/internal";
import type { WeightedSequences } from "../sequences";

/** What a null log keeps of the real one. */
export type NullModel = "shuffled" | "transitions";

/**
 * Sequences without segments: each action is drawn from the shares of all actions, at lengths drawn from the real ones
 * (`shuffled`), or from what follows the action before, until an end is drawn (`transitions`).
 *
 * @returns `count` lists of actions.
 */
export function* nullSequences(
  sequences: WeightedSequences,
  model: NullModel,
  { count, seed }: { readonly count: number; readonly seed: number },
): Steps<string[][]> {
  const { tokens, offsets, weights, vocabulary } = sequences;
  const random = randomStream(seed, `selection/null/${model}`);
  const lengths = new Law();
  const laws = new Map<number, Law>();
  const lawAfter = (context: number) => {
    const known = laws.get(context) ?? new Law();
    laws.set(context, known);
    return known;
  };
  let longest = 0;
  let done = 0;
  for (let row = 0; row < weights.length; row++) {
    let last = START;
    longest = Math.max(longest, offsets[row + 1]! - offsets[row]!);
    lengths.add(offsets[row + 1]! - offsets[row]!, weights[row]!);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      lawAfter(model === "shuffled" ? START : last).add(tokens[at]!, weights[row]!);
      last = tokens[at]!;
    }
    if (model === "transitions") lawAfter(last).add(END, weights[row]!);
    done += offsets[row + 1]! - offsets[row]! + 1;
    if (done < ACTIONS_A_STEP) continue;
    done = 0;
    yield (0.5 * row) / weights.length;
  }
  const lists: string[][] = [];
  for (let i = 0; i < count; i++) {
    const length = model === "shuffled" ? lengths.draw(random.uniform(i, 0)) : longest;
    const list: string[] = [];
    for (let last = START; list.length < length; ) {
      const next = lawAfter(model === "shuffled" ? START : last).draw(random.uniform(i, list.length + 1));
      if (next === END) break;
      list.push(vocabulary.actions[next]!);
      last = next;
    }
    lists.push(list);
    done += list.length + 1;
    if (done < ACTIONS_A_STEP) continue;
    done = 0;
    yield 0.5 + (0.5 * i) / count;
  }
  return lists;
}

/** Actions counted or drawn between two yields. */
const ACTIONS_A_STEP = 2 ** 12;

const START = -1;
const END = -2;

/** Values with weights, to draw from. */
class Law {
  readonly #weights = new Map<number, number>();
  #values: number[] = [];
  #sums: Float64Array = new Float64Array(0);

  add(value: number, weight: number): void {
    this.#weights.set(value, (this.#weights.get(value) ?? 0) + weight);
  }

  draw(u: number): number {
    if (this.#values.length !== this.#weights.size) {
      let sum = 0;
      this.#values = [...this.#weights.keys()].sort((a, b) => a - b);
      this.#sums = Float64Array.from(this.#values, (value) => (sum += this.#weights.get(value)!));
    }
    const target = u * this.#sums.at(-1)!;
    let low = 0;
    for (let high = this.#sums.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return this.#values[low]!;
  }
}
