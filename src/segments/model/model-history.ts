import { CHANGEABLE, type ChangeableParts, type ModelParts } from "./model-parts";
import type { SegmentEdit } from "./segment-edit";

/** The model after an edit, which remembers what was before. */
export function withStep(parts: ModelParts, edit: SegmentEdit, changed: Partial<ChangeableParts>): ModelParts {
  const before = Object.fromEntries(CHANGEABLE.filter((part) => part in changed).map((part) => [part, parts[part]]));
  return { ...parts, ...changed, history: [...parts.history, { edit, before }] };
}

/** The model before its last edit; undefined where there is none. */
export function withoutLastStep(parts: ModelParts): ModelParts | undefined {
  const last = parts.history.at(-1);
  return last && { ...parts, ...last.before, history: parts.history.slice(0, -1) };
}
