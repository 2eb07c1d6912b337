import { checkpoint, labelCount, NOISE, type Ragged, raggedOf, readOptions, wrongType } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { middle, PredictiveCode, secondHalvesByTheKnown } from "../../selection/internal";
import type { WeightedSequences } from "../../sequences";
import { deduplicate } from "../../sequences/internal";
import type { FitInput } from "../fit-input";
import { assignerOf } from "./answers/assigner";
import { newInputs } from "./answers/new-inputs";
import type { SegmentModel } from "./segment-model";

/** What the segments of a model say about new inputs ({@link predictiveGain}). */
export interface PredictiveGain {
  /** Bits that the segments save on each action of the second halves; below 0 they mislead. */
  readonly perAction: number;
  /** For each segment, the same on each action of those assigned to it; 0 where none is. */
  readonly ofSegments: Float64Array;
  /** The same for those assigned to none. */
  readonly ofNoise: number;
  /** Bits that each of these actions costs without the segments, as if all were one. */
  readonly baseline: number;
  /** Number of actions coded: those of the second halves, the end of each counted as one. */
  readonly actions: number;
  /** Number of inputs coded. */
  readonly inputs: number;
  /** Number of inputs left out: those with fewer than two actions that the model reads. */
  readonly skipped: number;
}

/**
 * How much a model's segments say about inputs that it was not fitted to, such as the users of next month. Each is assigned by
 * the first half of its actions; the second half is then coded by what the fitted ones do, in all and in that segment, with
 * orders 0 and 1 mixed by evidence as in `selectionScore`. The first half reveals the segment to both sides, so labels
 * cost nothing.
 *
 * @param model fitted or loaded.
 * @param sequences what {@link fitSegments} takes, read as {@link SegmentModel.assign} reads it (built sequences by the names
 *   of their tokens); or a promise of it.
 * @param options workers, progress and abort.
 * @returns bits an action, beside the same code with all in one segment; all 0 where nothing is coded. On a thousand actions or fewer,
 *   chance alone makes a hundredth of a bit or two, for the mixture is learnt from these same inputs.
 * @throws TypeError when `model` is no model, or `sequences` are of no kind that is fitted; the signal's reason when aborted.
 * @example
 * const paths = [...Array(30).fill("A -> B -> A -> B -> A"), ...Array(30).fill("C -> C -> A -> D -> A")];
 * const model = await fitSegments(paths);
 * const { perAction, inputs } = await predictiveGain(model, ["A -> B -> A -> B", "C -> C -> A -> D"]);
 * perAction > 0; // true
 * inputs; // 2
 */
export async function predictiveGain(
  model: SegmentModel,
  sequences: FitInput | Promise<FitInput>,
  options: RunOptions = {},
): Promise<PredictiveGain> {
  const { workers, signal, onProgress } = readOptions(options, RUN_OPTIONS);
  const assigner = assignerOf(model);
  if (assigner === undefined) {
    throw wrongType("model", "a fitted or loaded model", model);
  }
  const data = await sequences;
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal, onProgress };
    const at = checkpoint("coding", run);
    const { actions: knownActions } = model.sequences.vocabulary;
    const { newActions, ...inputs } = newInputs("sequences", data, assigner.encode, knownActions.length);
    const { rowOf, ...rows } = await deduplicate(inputs, (start, end) => end - start >= 2, at.part(0, 0.2));
    const added: WeightedSequences = { ...rows, vocabulary: { actions: [...knownActions, ...newActions] } };

    const found = await assigner.place({ ...firstHalves(rows), newActions, reasons: [] }, run);
    const assigned = Int32Array.from(found, ({ segment }) => segment);
    await at.pass(0.8);
    const { without, given } = await secondHalfBits(model.sequences, added, assigner.labels, assigned, run);
    await at.pass(1);

    const all = new Tally();
    const ofNoise = new Tally();
    const ofSegments = Array.from({ length: labelCount(assigner.labels) }, () => new Tally());
    for (const [row, weight] of rows.weights.entries()) {
      const [start, end] = [rows.offsets[row]!, rows.offsets[row + 1]!];
      const coded = weight * (end - middle(start, end) + 1);
      const segment = assigned[row]!;
      for (const of of [all, segment === NOISE ? ofNoise : ofSegments[segment]!]) {
        of.add(coded, weight * without[row]!, weight * given[row]!);
      }
    }
    const skipped = rowOf.filter((row) => row < 0).length;
    return {
      perAction: all.saved,
      ofSegments: Float64Array.from(ofSegments, ({ saved }) => saved),
      ofNoise: ofNoise.saved,
      baseline: all.baseline,
      actions: all.actions,
      inputs: rowOf.length - skipped,
      skipped,
    };
  });
}

function firstHalves({ tokens, offsets }: Ragged): Ragged {
  const starts = offsets.subarray(0, -1);
  return raggedOf(Array.from(starts, (start, row) => tokens.subarray(start, middle(start, offsets[row + 1]!))));
}

/** Bits of the second half of each new row, as if all were one segment, and with the segments known. */
async function secondHalfBits(
  known: WeightedSequences,
  added: WeightedSequences,
  labels: Int32Array,
  assigned: Int32Array,
  run: RunOptions,
): Promise<{ without: Float64Array; given: Float64Array }> {
  using code = await PredictiveCode.of(secondHalvesByTheKnown(known, added), run);
  const labelled = Int32Array.from([...labels, ...assigned]);
  const [given] = await code.bitsGiven([labelled]);
  return { without: code.baseline.subarray(labels.length), given: given!.subarray(labels.length) };
}

/** Bits of some actions, on each of them. */
class Tally {
  actions = 0;
  #without = 0;
  #given = 0;

  add(actions: number, without: number, given: number): void {
    this.actions += actions;
    this.#without += without;
    this.#given += given;
  }

  get baseline(): number {
    return this.actions > 0 ? this.#without / this.actions : 0;
  }

  get saved(): number {
    return this.actions > 0 ? (this.#without - this.#given) / this.actions : 0;
  }
}
