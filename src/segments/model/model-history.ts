import { CHANGEABLE, type ChangeableParts, type ModelParts } from "./model-parts";
import type { SegmentEdit } from "./segment-edit";

/** The model after an edit, which remembers what was before. */
export function withStep(parts: ModelParts, edit: SegmentEdit, changed: Partial<ChangeableParts>): ModelParts {
  const before = Object.fromEntries(CHANGEABLE.filter((part) => part in changed).map((part) => [part, parts[part]]));
  return { ...parts, ...changed, history: [...parts.history, { edit, before }] };
}

/** All that was edited, first to last. */
export function editsOf({ history, extension }: ModelParts): SegmentEdit[] {
  return [...(extension ? editsOf(extension.before) : []), ...history.map(({ edit }) => edit)];
}

/** The model before its last edit; undefined where there is none. */
export function withoutLastStep(parts: ModelParts): ModelParts | undefined {
  const last = parts.history.at(-1);
  if (last && last.edit.added.length > 0) return parts.extension?.before;
  return last && { ...parts, ...last.before, history: parts.history.slice(0, -1) };
}
