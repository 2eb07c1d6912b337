import type { Tree } from "../../file/artefact";
import { damaged, fields, listOf, oneOfTexts } from "../../file/shape";
import type { Placer } from "../../stages/placer";
import {
  CHANGEABLE,
  type ChangeablePart,
  type ChangeableParts,
  type HistoryStep,
  type ModelParts,
} from "../model-parts";
import { editShape } from "../segment-edit";
import { changeableParts, type Restoring, savedParts } from "./changeable-parts";

/** The edits of a model as plain data: with each the names of the parts that it changed, and what they were. */
export function savedHistory(history: readonly HistoryStep[], saveChild: (parts: ModelParts) => Tree): Tree {
  if (history.length === 0) return undefined;
  return history.map(({ edit, before }) => ({
    edit: edit as unknown as Tree,
    changed: CHANGEABLE.filter((part) => part in before),
    before: savedParts(before, saveChild),
  }));
}

/**
 * Makes the edits again. Each model that undoing comes to is checked whole.
 *
 * @param latest the saved model after all edits.
 */
export function restoredHistory(
  saved: Tree,
  latest: Readonly<Record<string, Tree>>,
  placer: Placer,
  restoring: Restoring,
): HistoryStep[] {
  if (saved === undefined) return [];
  const steps: HistoryStep[] = [];
  let after = latest;
  const entries = listOf((value, path) => fields(value, path))(saved, "history");
  for (const [i, { edit, changed, before }] of [...entries.entries()].reverse()) {
    const path = `history[${i}]`;
    const kept = editShape(edit, `${path}.edit`);
    const names = listOf<ChangeablePart>(oneOfTexts(CHANGEABLE))(changed, `${path}.changed`);
    if (new Set(names).size !== names.length) throw damaged(`${path}.changed`, "each part once", changed);
    const parts = fields(before, `${path}.before`);
    after = { ...after, ...Object.fromEntries(names.map((name) => [name, parts[name]])) };
    const whole = changeableParts(after, `${path}.before`, restoring);
    const restored: ChangeableParts = { ...whole, clusterer: { ...whole.clusterer, placer } };
    steps.unshift({ edit: kept, before: Object.fromEntries(names.map((name) => [name, restored[name]])) });
  }
  return steps;
}
