import { checkpoint, integer, readOptions, verbatim, wrongType, wrongValue } from "../../core/internal";
import type { Events } from "../../events";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { type CompareSegmentsOptions, compareSegments, type SegmentComparison } from "../../profiles";
import type { Verdict } from "../../selection";
import { decodeSequence, parsePath } from "../../sequences";
import { timedSteps } from "../../sequences/internal";
import { editParts } from "../edit/edit-parts";
import { type EmergingSegments, foundOf } from "../emerging/emerging-segments";
import { extendParts } from "../emerging/extend-parts";
import type { FitInput } from "../fit-input";
import { layerParts } from "../layers/layer-parts";
import { plannedLayers } from "../layers/plan-layers";
import type { RefineOptions } from "../options/refine-options";
import type { SegmentEdits, SegmentReference } from "../options/segment-edits";
import { refineParts } from "../refine/refine-parts";
import { assignBeginnings } from "./answers/assign-beginnings";
import { ASSIGN_OPTIONS, type AssignOptions } from "./answers/assign-options";
import { Assigner, shareAssigner } from "./answers/assigner";
import type { AnswerTo, Assignment, BeginningAssignment, Identified } from "./answers/assignment";
import { EXPLAIN_OPTIONS, type ExplainOptions, type Explanation, explainSequence } from "./answers/explain";
import { encodeInput, type NewInputs } from "./answers/new-inputs";
import { answerPatterns } from "./answers/pattern-answers";
import { shareRunningPaths } from "./answers/running-paths";
import { withoutLastStep } from "./model-history";
import type { ModelParts } from "./model-parts";
import { SavableSegments } from "./savable-segments";

/**
 * Fitted segments ({@link fitSegments}, {@link loadSegments}). What it holds for inputs (users or sessions) stands in
 * input order.
 */
export class SegmentModel extends SavableSegments implements Disposable, AsyncDisposable {
  readonly #parts: ModelParts;
  readonly #assigner: Assigner;
  readonly #atLayer = new Map<number, SegmentModel>();
  #children: ReadonlyMap<string, SegmentModel> | undefined;

  /** Use {@link fitSegments} or {@link loadSegments}. */
  constructor(parts: ModelParts) {
    super(parts);
    this.#parts = parts;
    this.#assigner = new Assigner(
      parts,
      this.segments.map(({ name }) => name),
    );
    shareAssigner(this, this.#assigner);
    const { prefixLaws, sequences, lineage } = parts;
    if (prefixLaws) {
      shareRunningPaths(this, {
        laws: prefixLaws,
        encode: this.#assigner.encodeLog,
        rules: sequences.rules,
        names: this.segments.map(({ name }) => name),
        ids: lineage.ids,
        previous: lineage.previous,
        hash: () => this.hash(),
      });
    }
  }

  /**
   * Finds the segment of new sequences. A sequence that was fitted gets the segment it was fitted to; one at a time
   * gives the same answers as all at once. With `complete: false` the sequence is a beginning, and the answer says where the
   * whole path will probably belong.
   *
   * @param input one arrow path, for one answer; or lists of actions and arrow paths, events, or built sequences, for an answer
   *   each (one a user or session, as when fitting). Answers have the ids of events and sequences.
   * @param options whether paths are whole; the layer; workers, progress and abort.
   * @returns the segment, or none, how probably, and why.
   * @throws TypeError when the input is of no such kind, or a path in it is no list of texts; RangeError when a model of an older
   *   version is asked for beginnings.
   * @example
   * const answer = await model.assign("START -> LEVEL_5_FAIL -> PURCHASE_BOOST");
   * `${answer.name}: ${answer.confidence} (${answer.reason})`;
   * const soon = await model.assign("START", { complete: false });
   * soon.alternatives.map(({ name, probability }) => `${name}: ${probability}`);
   */
  assign<const O extends AssignOptions = object>(input: string, options?: O): Promise<AnswerTo<O>>;
  assign<const O extends AssignOptions = object>(input: Events, options?: O): Promise<Identified<AnswerTo<O>>[]>;
  assign<const O extends AssignOptions = object>(
    input: readonly (readonly string[] | string)[],
    options?: O,
  ): Promise<AnswerTo<O>[]>;
  assign<const O extends AssignOptions = object>(
    input: FitInput,
    options?: O,
  ): Promise<(AnswerTo<O> | Identified<AnswerTo<O>>)[]>;
  async assign(input: string | FitInput, options: AssignOptions = {}): Promise<Answer | Answer[]> {
    const { complete, layer, ...run } = readOptions(options, ASSIGN_OPTIONS);
    if (layer !== undefined) {
      const model = await this.at(layer, run);
      if (model !== this) return model.assign(input as string, { complete, ...run }) as Promise<Answer>;
    }
    const one = typeof input === "string";
    const encoded = encodeInput("input", one ? [input] : input, this.#assigner.encode);
    const answers = complete ? await this.#assigner.place(encoded, run) : await this.#begin(encoded, run);
    if (one) return answers[0]!;
    const { ids } = encoded;
    return ids ? answers.map((answer, i) => ({ id: ids[i]!, ...answer })) : answers;
  }

  async #begin(encoded: NewInputs, run: RunOptions): Promise<BeginningAssignment[]> {
    const { prefixLaws } = this.#parts;
    if (prefixLaws === undefined) {
      throw new RangeError(
        '"complete" expected true, for this model was saved without laws of beginnings: fit it again, got false',
      );
    }
    const names = this.segments.map(({ name }) => name);
    return assignBeginnings(prefixLaws, encoded, { names, ids: encoded.ids }, checkpoint("assigning", run));
  }

  /**
   * Why a sequence is in its segment: the patterns that speak for and against, the exemplars most like it, and which single
   * action, added or removed, would move it to another segment.
   *
   * @param sequence a list of actions, or an arrow path.
   * @param options path patterns to answer beside it, and how to run: workers, progress and abort.
   * @returns its assignment, and the reasons as lists and as one text.
   * @throws TypeError when the sequence is neither.
   * @throws RangeError when one of the patterns is none, with a caret under the place.
   * @example
   * const { text, counterfactuals } = await model.explain("START -> LEVEL_5_FAIL -> PURCHASE_BOOST");
   * text;
   */
  async explain(sequence: readonly string[] | string, options: ExplainOptions = {}): Promise<Explanation> {
    const { patterns, ...run } = readOptions(options, EXPLAIN_OPTIONS);
    const given = typeof sequence === "string" ? parsePath(sequence) : sequence;
    const { vocabulary } = this.sequences;
    const { tokens, newActions } = this.#assigner.encode([given]);
    const known = vocabulary.actions;
    const seen = Array.from(tokens, (token) => known[token] ?? newActions[token - known.length]!);
    return explainSequence(given, seen, {
      segments: this.segments,
      actionsOf: ({ row }) => decodeSequence(this.sequences, row),
      assign: (sequences) => this.assign(sequences, run),
      timedSteps: timedSteps(this.sequences.rules.prepare),
      answer: (segment) => answerPatterns(patterns ?? [], seen, segment, this.#fitted),
    });
  }

  /**
   * Which patterns distinguish segment `first` from segment `second`; `compareSegments` of the model's sequences and labels.
   *
   * @param first one segment's number, from 0.
   * @param second another's.
   * @param options how many patterns and transitions, workers, progress and abort.
   * @returns the patterns of each, the transitions that differ most, sizes, lengths and the distance.
   * @throws RangeError when there is no such segment.
   */
  async compareSegments(
    first: number,
    second: number,
    options: Omit<CompareSegmentsOptions, "segments"> = {},
  ): Promise<SegmentComparison> {
    return compareSegments(this.sequences, this.labels, { ...options, segments: [first, second] });
  }

  get #fitted() {
    return { sequences: this.sequences, labels: this.#parts.clusterer.labels };
  }

  /**
   * The model with its segments changed by hand: renamed, merged, dissolved, put in another order. Profiles, names, relations,
   * verdict, laws of beginnings and calibration are made again; new sequences are assigned as those that were fitted. The edit is
   * kept in the model and its file ({@link SegmentModel.edits}).
   *
   * Ids never change and are never given again; numbers follow size, or the order that is asked for. Of merged or dissolved segments
   * the verdict reports the separation alone. A loaded model has no times of single users and no values of properties: what it
   * reported of them stays with segments whose members stay, and is dropped from others.
   *
   * @param edits what to change.
   * @param options workers, progress and abort.
   * @returns another model; this one stays as it is.
   * @throws RangeError when a segment is unknown, edits contradict each other, or nothing would be left; TypeError for values of
   *   another kind.
   * @example
   * const calmer = await model.edit({ rename: { s1: "Whales" }, order: ["s2"] });
   * calmer.edits[0].text;
   */
  async edit(edits: SegmentEdits, options: RunOptions = {}): Promise<SegmentModel> {
    const run = readOptions(options, RUN_OPTIONS);
    return new SegmentModel(await editParts(this.#parts, edits, run));
  }

  /**
   * Looks one level deeper: fits the members of a segment by themselves, with a choice of representation and a verdict of their
   * own. If they are of several kinds, these become parts of the segment ({@link SegmentModel.children}), and `assign` names the
   * part too. That there is nothing more to split is an answer.
   *
   * @param segment its id or its number from 0; or the id of a part, such as `s3.1`, to go deeper still.
   * @param options as those of `fitSegments`; whether to split in any case.
   * @returns the model with the parts, or this one, and why.
   * @throws RangeError when there is no such segment, or paths of the model are hidden.
   * @example
   * const { isSplit, reason, model: deeper } = await model.refine("s1", { projection: false });
   * isSplit ? [...deeper.children.get("s1")!.lineage.ids] : reason;
   */
  async refine(segment: SegmentReference, options: RefineOptions = {}): Promise<Refinement> {
    const { parts, child, isSplit, reason } = await refineParts(this.#parts, segment, options);
    return { model: isSplit ? new SegmentModel(parts) : this, isSplit, reason, verdict: child?.verdict };
  }

  /**
   * The model at one of its layers ({@link SegmentModel.layers}): with profiles, names, a verdict, and answers of that depth. It is
   * made when it is first asked for. It can be saved, shown and used to assign like any other model; it starts without edits.
   *
   * @param layer its number, 0 for the coarsest.
   * @param options workers, progress and abort.
   * @returns another model; this one where it is the layer that was chosen.
   * @throws RangeError when there is no such layer, or paths of the model are hidden.
   * @example
   * const coarse = await model.at(0);
   * coarse.segments.map(({ name, size }) => `${name}: ${size}`);
   */
  async at(layer: number, options: RunOptions = {}): Promise<SegmentModel> {
    const run = readOptions(options, RUN_OPTIONS);
    const plan = plannedLayers(this.#parts);
    const planned = plan[integer({ min: 0, max: plan.length - 1 }).read(layer, "layer")]!;
    if (planned.kind === "chosen") return this;
    const known = this.#atLayer.get(layer);
    if (known) return known;
    const found = new SegmentModel(await layerParts(this.#parts, planned, run));
    this.#atLayer.set(layer, found);
    return found;
  }

  /**
   * The model with the segments that `emergingSegments` found. Ids and numbers go on; whoever was in a segment stays there, and the
   * new users in what was found become inputs of the model, after all others. Assigning asks the model as it was first, and for those far
   * from all its segments what was found. The edit is kept, and can be undone.
   *
   * @param found what `emergingSegments` gave for this model.
   * @param options workers, progress and abort.
   * @returns another model; this one stays as it is, and is returned where nothing was found.
   * @throws TypeError when `found` is something else; RangeError when it was found for another model, or paths are hidden.
   * @example
   * const { emergingSegments } = await import("seqment/monitoring");
   * const extended = await model.extend(await emergingSegments(model, ["START -> QUIT"]));
   * extended.lineage.ids;
   */
  async extend(found: EmergingSegments, options: RunOptions = {}): Promise<SegmentModel> {
    const run = readOptions(options, RUN_OPTIONS);
    const known = foundOf(found);
    if (known === undefined) throw wrongType("found", "what emergingSegments gives", found);
    if (known.model !== this.#parts) {
      throw wrongValue("found", "what was found for this model", verbatim("what was found for another"));
    }
    return known.accepted.length === 0 ? this : new SegmentModel(await extendParts(this.#parts, known, run));
  }

  /** The models of the members of segments that were split further, by the segment's id; their inputs are the members, in input order. */
  get children(): ReadonlyMap<string, SegmentModel> {
    this.#children ??= new Map(this.#parts.children.map(({ id, parts }) => [id, new SegmentModel(parts)]));
    return this.#children;
  }

  /**
   * The model before its last edit, with the same bits as then.
   *
   * @returns another model; this one stays as it is.
   * @throws RangeError when nothing was edited.
   */
  undo(): SegmentModel {
    const parts = withoutLastStep(this.#parts);
    if (parts === undefined) throw new RangeError("there is no edit to undo");
    return new SegmentModel(parts);
  }

  /** Ends the threads of a sentence model, if it holds any. The model can still be used. */
  dispose(): void {
    (this.#parts.embedder as Partial<Disposable>)[Symbol.dispose]?.();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
  }
}

type Answer = Assignment | BeginningAssignment;

/** What became of looking into a segment ({@link SegmentModel.refine}). */
export interface Refinement {
  /** The model with the parts; where nothing was split, the one that was asked. */
  readonly model: SegmentModel;
  readonly isSplit: boolean;
  /** Why it was split, or not. */
  readonly reason: string;
  /** On the members by themselves; undefined where they are too few to look at. */
  readonly verdict: Verdict | undefined;
}
