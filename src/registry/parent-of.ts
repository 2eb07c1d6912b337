import { verbatim, wrongValue } from "../core/internal";
import type { ModelLineage, SegmentModel } from "../segments";
import type { ModelVersion } from "./model-version";
import { findVersion } from "./version-reference";

/**
 * The version whose segment ids a model continues; null for the first one.
 *
 * @param model its lineage; the models that it may come from, nearest first; the version that was said to be it.
 * @throws RangeError when there is none, or ids of the versions mean something else in the model.
 */
export function parentOf(
  versions: readonly ModelVersion[],
  {
    lineage,
    roots,
    given,
  }: { readonly lineage: ModelLineage; readonly roots: readonly string[]; readonly given: string | undefined },
): string | null {
  if (versions.length === 0 && given === undefined) return null;
  const known = roots.map((root) => versions.find(({ hash }) => hash === root));
  const found =
    given === undefined
      ? known.find((version) => version !== undefined)
      : findVersion({ versions, champion: null, challenger: null }, given);
  if (found === undefined) {
    throw wrongValue(
      "model",
      "a model that continues a version of the registry (fit it with that one as previous)",
      verbatim("one of its own"),
    );
  }
  const { ids, retired, nextId } = found.lineage;
  const before = new Set([...ids, ...retired.map(({ id }) => id)]);
  const anew = lineage.ids.find((id) => !before.has(id) && Number(id.slice(1)) < nextId);
  if (anew !== undefined || lineage.nextId < nextId) {
    throw wrongValue("model", `segment ids as version ${found.number} gave them`, anew ?? lineage.nextId);
  }
  return found.hash;
}

/** Hashes of the models that a model was made from by edits, and of the one that it was fitted with. */
export async function rootsOf(model: SegmentModel): Promise<string[]> {
  const roots: string[] = [];
  for (let before = model; before.edits.length > 0; ) {
    before = before.undo();
    roots.push(await before.hash());
  }
  if (model.lineage.previous !== null) roots.push(model.lineage.previous);
  return roots;
}
