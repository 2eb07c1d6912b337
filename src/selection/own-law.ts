import { exp, log } from "../core";
import type { LabelledInputs } from "./labelled-inputs";

/** So many transitions are worth as much as what is known without them. */
const SHRINKAGE = 4;

/**
 * For each row the probability that an input of it is in its own segment, by what the other inputs of each segment do: the
 * size of the segment times a first-order law, start and end included. A segment's law after an action leans, by four
 * transitions, on what the segment does at all and on what all do after that action, half each.
 */
export function ownLaw({ weights, counts, segmentOf, sizes }: LabelledInputs): Float64Array {
  const { offsets, transitions, counts: times, contextOf, symbolOf, totals, contextTotals, symbols } = counts;
  const rows = weights.length;
  const inputs = sizes.reduce((sum, size) => sum + size, 0);
  const { ofAll, symbolOfAll } = lawOfOthers();
  const nats = new Float64Array(rows * sizes.length);
  const seen = new Float64Array(totals.length);
  const seenAfter = new Float64Array(contextTotals.length);
  const seenAtAll = new Float64Array(symbols);
  const membersOf = Array.from(sizes, (): number[] => []);
  segmentOf.forEach((segment, row) => {
    membersOf[segment]!.push(row);
  });
  const ownAfter = new Float64Array(contextTotals.length);
  const ownAtAll = new Float64Array(symbols);
  for (const [segment, members] of membersOf.entries()) {
    let all = 0;
    for (const row of members) all += count(row, weights[row]!);
    for (let row = 0; row < rows; row++) {
      const own = segmentOf[row] === segment;
      const length = own ? takeOut(row, 1) : 0;
      const size = sizes[segment]! - Number(own);
      let sum = log((size + 1) / (inputs - 1 + sizes.length));
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        const [transition, n] = [transitions[p]!, times[p]!];
        const [context, symbol] = [contextOf[transition]!, symbolOf[transition]!];
        const atAll =
          (seenAtAll[symbol]! - ownAtAll[symbol]! + SHRINKAGE * symbolOfAll[p]!) / (all - length + SHRINKAGE);
        const known = seen[transition]! - (own ? n : 0);
        const before = seenAfter[context]! - ownAfter[context]!;
        sum += n * log((known + (SHRINKAGE / 2) * (atAll + ofAll[p]!)) / (before + SHRINKAGE));
      }
      nats[row * sizes.length + segment] = sum;
      if (own) takeOut(row, -1);
    }
    for (const row of members) count(row, -weights[row]!);
  }
  return Float64Array.from(segmentOf, (segment, row) => {
    const of = nats.subarray(row * sizes.length, (row + 1) * sizes.length);
    return 1 / of.reduce((sum, other) => sum + exp(other - of[segment]!), 0);
  });

  /** Adds the transitions of a row to those of the segment at hand. */
  function count(row: number, weight: number): number {
    let length = 0;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const [transition, n] = [transitions[p]!, weight * times[p]!];
      seen[transition]! += n;
      seenAfter[contextOf[transition]!]! += n;
      seenAtAll[symbolOf[transition]!]! += n;
      length += n;
    }
    return length;
  }

  /** Notes one input of a row as not to be counted. */
  function takeOut(row: number, weight: 1 | -1): number {
    let length = 0;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const n = weight * times[p]!;
      ownAfter[contextOf[transitions[p]!]!]! += n;
      ownAtAll[symbolOf[transitions[p]!]!]! += n;
      length += n;
    }
    return length;
  }

  /** For each entry of each row what all other inputs do: after the same action, and at all. */
  function lawOfOthers(): { ofAll: Float64Array; symbolOfAll: Float64Array } {
    const atAll = new Float64Array(symbols);
    let all = 0;
    for (const [transition, n] of totals.entries()) {
      atAll[symbolOf[transition]!]! += n;
      all += n;
    }
    const after = new Float64Array(contextTotals.length);
    const own = new Float64Array(symbols);
    const ofAll = new Float64Array(times.length);
    const symbolOfAll = new Float64Array(times.length);
    for (let row = 0; row < rows; row++) {
      let length = 0;
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        after[contextOf[transitions[p]!]!]! += times[p]!;
        own[symbolOf[transitions[p]!]!]! += times[p]!;
        length += times[p]!;
      }
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        const transition = transitions[p]!;
        const [context, symbol] = [contextOf[transition]!, symbolOf[transition]!];
        symbolOfAll[p] = (atAll[symbol]! - own[symbol]! + SHRINKAGE / symbols) / (all - length + SHRINKAGE);
        ofAll[p] =
          (totals[transition]! - times[p]! + SHRINKAGE * symbolOfAll[p]!) /
          (contextTotals[context]! - after[context]! + SHRINKAGE);
      }
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        after[contextOf[transitions[p]!]!] = 0;
        own[symbolOf[transitions[p]!]!] = 0;
      }
    }
    return { ofAll, symbolOfAll };
  }
}
