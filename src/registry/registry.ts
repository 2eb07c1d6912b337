import { readOptions, wrongValue } from "../core/internal";
import { type LoadSegmentsOptions, loadSegments, type SegmentModel } from "../segments";
import { toSegmentModel } from "../segments/internal";
import { type LineageGraph, lineageGraph } from "./lineage-graph";
import { Journal } from "./log/journal";
import type { LogEntry } from "./log/log-entry";
import type { Shelf } from "./log/shelf";
import { readModel, writeModel } from "./model-bytes";
import type { ModelVersion } from "./model-version";
import {
  DECIDE_OPTIONS,
  type DecideOptions,
  REGISTER_OPTIONS,
  type RegisterOptions,
  type RegistryNote,
  SUNSET_OPTIONS,
  type SunsetOptions,
} from "./options";
import { rootsOf } from "./parent-of";
import type { Decision } from "./promote/decision";
import { toDecision } from "./promote/to-decision";
import { exportOf, type RegistryExport } from "./registry-export";
import { lastDecision, stateAfter } from "./state";
import { type SuccessorMap, successorMapOf } from "./sunset/successor-map";
import { type DecisionKind, decided, ended, registered, restored, retired, rolledBack, shadowed } from "./transitions";
import { type RegistryCheck, type VerifyOptions, verifyRegistry } from "./verify-registry";
import { findVersion, type VersionReference } from "./version-reference";

/** Models, which of them answers, and how that came about ({@link openRegistry}). */
export class Registry {
  readonly #shelf: Shelf;
  readonly #journal: Journal;

  /** Use {@link openRegistry}. */
  constructor(shelf: Shelf, settings: { readonly now: () => number; readonly by: string }) {
    this.#shelf = shelf;
    this.#journal = new Journal(shelf, settings);
  }

  /**
   * Keeps a model as a draft. Its bytes are written before the log says so, so that a process killed between leaves no version
   * without them. A model that is there already is not kept again.
   *
   * Segment ids mean the same in all versions, so a model after the first has to continue another one: fitted with
   * `previous`, or made from it by edits or `mapActions`.
   *
   * @param model fitted or loaded.
   * @param options figures to keep, whose ids it bears, who and why.
   * @returns the version.
   * @throws TypeError when it is no model; RangeError when it continues no version, or gives an id of theirs anew.
   */
  async register(model: SegmentModel, options: RegisterOptions = {}): Promise<ModelVersion> {
    const { metrics = {}, parent: given, ...note } = readOptions(options, REGISTER_OPTIONS);
    const bytes = await toSegmentModel("model", model).toBytes();
    const hash = await model.hash();
    const facts = { hash, bytes: bytes.length, metrics: { ...metrics }, roots: await rootsOf(model), given };
    const known = (await this.#journal.state()).versions.find((version) => version.hash === hash);
    if (known) return known;
    await writeModel(this.#shelf, hash, bytes);
    const { versions } = await this.#journal.write(note, (state) => registered(state, model, facts));
    return versions.find((version) => version.hash === hash)!;
  }

  /**
   * All versions.
   *
   * @returns them in the order they came.
   */
  async versions(): Promise<readonly ModelVersion[]> {
    return (await this.#journal.state()).versions;
  }

  /**
   * One version.
   *
   * @param reference `"champion"`, `"challenger"`, a number such as `"v3"`, or a hash or its beginning of six digits or more.
   * @returns the version.
   * @throws RangeError when there is none, or several.
   */
  async version(reference: VersionReference): Promise<ModelVersion> {
    return findVersion(await this.#journal.state(), reference);
  }

  /**
   * The version that answers.
   *
   * @returns the champion; undefined where none was promoted.
   */
  async champion(): Promise<ModelVersion | undefined> {
    const { versions, champion } = await this.#journal.state();
    return versions.find(({ hash }) => hash === champion);
  }

  /**
   * The version that answers beside the champion, unseen.
   *
   * @returns the challenger; undefined for none.
   */
  async challenger(): Promise<ModelVersion | undefined> {
    const { versions, challenger } = await this.#journal.state();
    return versions.find(({ hash }) => hash === challenger);
  }

  /**
   * Loads the model of a version.
   *
   * @param reference as of {@link Registry.version}.
   * @param options where a sentence model is found again; models of other methods need nothing.
   * @returns the model, bit for bit as it was registered.
   * @throws RangeError when there is no such version; ModelFormatError when its bytes are gone or were changed.
   */
  async load(reference: VersionReference, options: LoadSegmentsOptions = {}): Promise<SegmentModel> {
    const { hash } = await this.version(reference);
    return loadSegments(await readModel(this.#shelf, hash), options);
  }

  /**
   * Makes a version the challenger: it is to answer beside the champion, unseen. The challenger before becomes a draft again.
   *
   * @param reference as of {@link Registry.version}.
   * @param note who and why.
   * @returns the version.
   * @throws RangeError when there is none, or it is the champion or retired.
   */
  async shadow(reference: VersionReference, note: RegistryNote = {}): Promise<ModelVersion> {
    const state = await this.#journal.write(note, (before) => shadowed(before, reference));
    return findVersion(state, "challenger");
  }

  /**
   * Records a decision, and acts on it: where every gate was passed, its candidate becomes the champion and the champion before is
   * retired; where one was not, it is written down as blocked, unless it is forced. `hold` writes it down alone.
   *
   * Segments that the candidate does not have are answered by their successors from now on, or after `grace`.
   *
   * @param decision of `promote`.
   * @param options whether to force, how long segments that go still answer, who and why.
   * @returns what was done.
   * @throws TypeError when it is no decision; RangeError when its candidate is no version, or another champion than the one it
   *   was held against answers by now, or a force is not explained.
   */
  async decide(decision: Decision, options: DecideOptions = {}): Promise<DecisionKind> {
    const { force, hold, grace, ...note } = readOptions(options, DECIDE_OPTIONS);
    const made = toDecision("decision", decision);
    if (force && note.why === undefined) throw wrongValue("why", 'a reason beside "force"', undefined);
    const kind = hold ? "hold" : made.passed ? "promote" : force ? "force" : "block";
    await this.#journal.write(note, (state, at) => decided(state, made, { kind, until: Math.ceil(at + (grace ?? 0)) }));
    return kind;
  }

  /**
   * The last decision on a version against the champion of today; undefined where none was recorded.
   *
   * @param reference as of {@link Registry.version}.
   * @returns the decision, passed or not.
   * @throws RangeError when there is no such version.
   */
  async decisionOn(reference: VersionReference): Promise<Decision | undefined> {
    const entries = await this.#journal.entries();
    const state = stateAfter(entries);
    return lastDecision(entries, findVersion(state, reference).hash, state.champion);
  }

  /**
   * Takes back the last promotion: the champion before answers again. Segments that it has go on, and those that only the present
   * champion has are answered by those they came from. Champions that were retired by hand since are passed over. Call it again to
   * go further back.
   *
   * @param note who and why.
   * @returns the champion.
   * @throws RangeError when there was no champion before.
   */
  async rollback(note: RegistryNote = {}): Promise<ModelVersion> {
    const state = await this.#journal.write(note, rolledBack);
    return findVersion(state, "champion");
  }

  /**
   * Retires a version that is no longer to be used, not by a roll back either.
   *
   * @param reference as of {@link Registry.version}.
   * @param note who and why.
   * @returns the version.
   * @throws RangeError when there is none, or it is the champion.
   */
  async retire(reference: VersionReference, note: RegistryNote = {}): Promise<ModelVersion> {
    let model = "";
    const state = await this.#journal.write(note, (before) => {
      const event = retired(before, reference);
      model = event.model;
      return event;
    });
    return findVersion(state, model);
  }

  /**
   * Ends a segment of the champion by hand: after `grace`, `followSuccessors` answers its users by those that take over. The model
   * stays as it is.
   *
   * @param segment its id, such as `"s3"`.
   * @param options those that take over, how long it still answers, who and why.
   * @returns the map.
   * @throws RangeError when the champion has no such segment, or none of that name to take over, or that one's own successors
   *   lead back to the segment.
   */
  async sunset(segment: string, options: SunsetOptions = {}): Promise<SuccessorMap> {
    const { successors = [], grace, ...note } = readOptions(options, SUNSET_OPTIONS);
    const state = await this.#journal.write(note, (before, at) => {
      return ended(before, segment, { successors, until: Math.ceil(at + (grace ?? 0)) });
    });
    return successorMapOf(state)!;
  }

  /**
   * The way back: a segment that was ended by hand goes on.
   *
   * @param segment its id.
   * @param note who and why.
   * @returns the map.
   * @throws RangeError when it was not ended by hand, or the champion of today does not have it.
   */
  async restore(segment: string, note: RegistryNote = {}): Promise<SuccessorMap> {
    const state = await this.#journal.write(note, (before) => restored(before, segment));
    return successorMapOf(state)!;
  }

  /**
   * Which segments answer for those that are gone.
   *
   * @returns the map for `followSuccessors`; undefined without a champion.
   */
  async successors(): Promise<SuccessorMap | undefined> {
    return successorMapOf(await this.#journal.state());
  }

  /**
   * Segments through all versions.
   *
   * @returns in which they are, what they are called, and which took over from which.
   */
  async lineage(): Promise<LineageGraph> {
    return lineageGraph((await this.#journal.state()).versions);
  }

  /**
   * All that happened.
   *
   * @returns the entries, first to last.
   */
  async log(): Promise<readonly LogEntry[]> {
    return this.#journal.entries();
  }

  /**
   * Checks the log's chain of hashes and the models' bytes. A log that was cut off at its end is whole in itself: keep the number and
   * hash of the last entry elsewhere, and give them as `head`.
   *
   * @param options an entry that has to be there.
   * @returns what was found; damage is no error here.
   */
  async verify(options: VerifyOptions = {}): Promise<RegistryCheck> {
    return verifyRegistry(this.#shelf, options);
  }

  /**
   * All that the registry says.
   *
   * @returns all but the models' bytes, as plain JSON.
   */
  async export(): Promise<RegistryExport> {
    return exportOf(await this.#journal.entries());
  }
}
