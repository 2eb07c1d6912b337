import { NOISE } from "../../../core/internal";
import type { Tree } from "../../file/artefact";
import { damaged, fields, numbers, type Shape } from "../../file/shape";
import type { ModelExtension, ModelParts } from "../model-parts";

/** An extension as plain data. */
export function savedExtension({ before, found, segmentOf }: ModelExtension, save: (parts: ModelParts) => Tree): Tree {
  return { before: save(before), found: save(found), segmentOf };
}

/** An extension of a model to this many segments, before all edits that came later. */
export function extensionOf(
  segments: number,
  restore: (tree: Tree, path: string) => ModelParts,
): Shape<ModelExtension> {
  return (value, path) => {
    const saved = fields(value, path);
    const before = restore(saved.before, `${path}.before`);
    const found = restore(saved.found, `${path}.found`);
    const at = `${path}.segmentOf`;
    const segmentOf = numbers("Int32Array", found.segments.length, NOISE, segments - 1)(saved.segmentOf, at);
    const added = segmentOf.filter((segment) => segment !== NOISE).sort();
    const old = before.segments.length;
    if (added.length === 0 || added.length !== segments - old || added.some((segment, i) => segment !== old + i)) {
      throw damaged(at, `numbers from ${old} to ${segments - 1}, each once`, segmentOf);
    }
    return { before, found, segmentOf };
  };
}
