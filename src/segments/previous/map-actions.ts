import { listOfTexts, plainObject, wrongType, wrongValue } from "../../core/internal";
import { assignerOf } from "../model/answers/assigner";
import { SegmentModel } from "../model/segment-model";

/**
 * A model that reads renamed actions as those it was fitted to, without another fit: a log now says `SHOP_OPENED` where it said
 * `OPEN_SHOP`. Old names are still read; segments, labels and figures stay.
 *
 * @param model fitted or loaded.
 * @param names the new name of each renamed action: `{ OPEN_SHOP: "SHOP_OPENED" }`, or a Map.
 * @returns the model with these names added; it is saved with them.
 * @throws TypeError when `model` is no model of sequences or a name is no text; RangeError when an old name is not known to the model,
 *   or a new one is another action of it.
 * @example
 * const paths = ["A -> B -> C", "X -> Y -> Z"].flatMap((path) => Array(20).fill(path));
 * const model = mapActions(await fitSegments(paths), { B: "BB" });
 * (await model.assign("A -> BB -> C")).reason; // "seen in training"
 */
export function mapActions(
  model: SegmentModel,
  names: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): SegmentModel {
  const assigner = assignerOf(model);
  if (assigner === undefined) throw wrongType("model", "a fitted or loaded model", model);
  const pairs =
    names instanceof Map ? [...names] : Object.entries(plainObject("names", "new names by old ones", names));
  const { parts } = assigner;
  const { sequences } = parts;
  const { rename } = sequences.rules;
  const known = new Set([...sequences.vocabulary.actions, ...rename.map(([action]) => action)]);
  const renamed = new Map(rename);
  for (const [from, to] of pairs) {
    listOfTexts("names", [from, to]);
    if (!known.has(from)) throw wrongValue("names", "names of actions of the model", from);
    if (known.has(to)) throw wrongValue("names", "new names that are no actions of the model", to);
    renamed.set(to as string, renamed.has(from) ? renamed.get(from)! : from);
  }
  const rules = { ...sequences.rules, rename: [...renamed] };
  return new SegmentModel({ ...parts, sequences: { ...sequences, rules } });
}
