import { readOptions, wrongType } from "../core/internal";
import type { SegmentModel } from "../segments";
import { OnlineAssigner } from "./online-assigner";
import { ASSIGNER_OPTIONS, type AssignerOptions } from "./options";
import { toServedModel } from "./served-models";

/**
 * Assigns users as their events arrive: each is kept as a small state in a store, from which the answer follows at any time.
 *
 * Events may come twice, late, and in any order within `allowedLateness`, from several processes at once: a state depends on
 * the set of accepted events and on the model alone, bit for bit, when events bear ids; without ids, a repeat is another event.
 * An answer is what `model.assign(events, { complete: false })` gives for the events of the user.
 *
 * @param model a fitted or loaded model that has laws of beginnings.
 * @param options the store, and how late events may be.
 * @returns the assigner; it holds no state of its own.
 * @throws TypeError when there is no store, or the model is none or was saved by an older version.
 * @example
 * const model = await loadSegments("players.seqment");
 * const assigner = await createAssigner(model, { store: memoryStore({ now: Date.now }) });
 * const [answer] = await assigner.push([{ user: "ann", action: "START", time: 1000, id: "e1" }]);
 * answer.reason;
 */
export async function createAssigner(model: SegmentModel, options: AssignerOptions): Promise<OnlineAssigner> {
  const settings = readOptions(options, ASSIGNER_OPTIONS);
  if (settings.store === undefined) throw wrongType("store", ASSIGNER_OPTIONS.store.expected, undefined);
  if (settings.ttl !== undefined && settings.now === undefined) {
    throw wrongType("now", 'a function that gives the time, beside "ttl"', undefined);
  }
  return new OnlineAssigner(await toServedModel(model), { ...settings, store: settings.store });
}
