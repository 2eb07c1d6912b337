import { checkpoint, follow, labelCount, NOISE, sum } from "../core/internal";
import type { RunOptions } from "../parallel";
import type { WeightedSequences } from "../sequences";
import { type RowLabels, transitionSteps } from "../sequences/internal";
import { eachHalfByTheOther } from "./coding-task";
import { PredictiveCode } from "./predictive-code";

/** Bits that labels save, their own cost counted. */
export interface SavedBits {
  /** On each action of all inputs. */
  readonly perAction: number;
  /** For each segment, on each action of its members. */
  readonly ofSegments: Float64Array;
}

/** What labels save a reader who knows what all inputs do. */
export interface Savings {
  /** A reader who also knows the action before. */
  readonly ofTransitions: SavedBits;
  /** A reader who forgets it: which actions occur at all. */
  readonly ofActions: SavedBits;
}

/** Divisions into halves whose savings are averaged. */
export interface Splits {
  readonly transitions: number;
  /** 0 where savings of actions are not asked for: they are reported as 0. */
  readonly actions: number;
}

const SPLITS: Splits = { transitions: 2, actions: 1 };

/** Counts what labelings of the same rows save, each half of the paths coded by the other one; `dispose` it in the end. */
export class SavingsCode implements Disposable {
  readonly #transitions: readonly PredictiveCode[];
  readonly #actions: readonly PredictiveCode[];

  private constructor(transitions: readonly PredictiveCode[], actions: readonly PredictiveCode[]) {
    this.#transitions = transitions;
    this.#actions = actions;
  }

  static async of(sequences: WeightedSequences, run: RunOptions, splits: Splits = SPLITS): Promise<SavingsCode> {
    const at = checkpoint("scoring", { signal: run.signal });
    const codes = async (order: 0 | 1, divisions: number) => {
      const made: PredictiveCode[] = [];
      if (divisions === 0) return made;
      const counts = await follow(transitionSteps(sequences, order), at);
      for (let split = 0; split < divisions; split++) {
        const task = await follow(eachHalfByTheOther(sequences, order, split, counts), at);
        made.push(await PredictiveCode.of(task, run));
        await at.pass(0);
      }
      return made;
    };
    return new SavingsCode(await codes(1, splits.transitions), await codes(0, splits.actions));
  }

  async savings(labelings: readonly RowLabels[]): Promise<Savings[]> {
    const ofTransitions = await meanOf(this.#transitions, labelings);
    const ofActions = await meanOf(this.#actions, labelings);
    return labelings.map((_, l) => ({ ofTransitions: ofTransitions[l]!, ofActions: ofActions[l] ?? NONE }));
  }

  [Symbol.dispose](): void {
    for (const code of [...this.#transitions, ...this.#actions]) code[Symbol.dispose]();
  }
}

const NONE: SavedBits = { perAction: 0, ofSegments: new Float64Array(0) };

async function meanOf(codes: readonly PredictiveCode[], labelings: readonly Int32Array[]): Promise<SavedBits[]> {
  if (codes.length === 0) return [];
  const each: SavedBits[][] = [];
  for (const code of codes) each.push(await savedBits(code, labelings));
  const mean = (values: readonly number[]) => sum(values) / values.length;
  return labelings.map((_, l) => ({
    perAction: mean(each.map((saved) => saved[l]!.perAction)),
    ofSegments: each[0]![l]!.ofSegments.map((_, segment) => mean(each.map((saved) => saved[l]!.ofSegments[segment]!))),
  }));
}

/** Bits that each labeling of the rows saves beside one law for all. */
async function savedBits(code: PredictiveCode, labelings: readonly Int32Array[]): Promise<SavedBits[]> {
  const bitsOf = await code.bitsGiven(labelings);
  return labelings.map((labels, l) => {
    const ofSegments = new Float64Array(labelCount(labels));
    const symbols = new Float64Array(ofSegments.length);
    let [all, allSymbols] = [0, 0];
    for (const [row, label] of labels.entries()) {
      const saved = code.weights[row]! * (code.baseline[row]! - bitsOf[l]![row]!);
      all += saved;
      allSymbols += code.symbols[row]!;
      if (label === NOISE) continue;
      ofSegments[label]! += saved;
      symbols[label]! += code.symbols[row]!;
    }
    return {
      perAction: allSymbols > 0 ? all / allSymbols : 0,
      ofSegments: ofSegments.map((saved, s) => saved / symbols[s]!),
    };
  });
}
