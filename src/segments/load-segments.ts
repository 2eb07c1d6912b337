import { decodeArtefact } from "./artefact";
import { modelParts } from "./model-tree";
import { readBytes } from "./node-files";
import { SegmentModel } from "./segment-model";

/**
 * Loads a model saved by {@link SegmentModel.save}. It assigns as the saved one did, bit for bit; only the names of
 * users are gone.
 *
 * @param source a path, a file URL, or the bytes themselves.
 * @returns the model.
 * @throws ModelFormatError when it is not a whole, unchanged model of a known version.
 * @example
 * const model = await loadSegments("players.seqment");
 * await model.assign(["START -> LEVEL_5_FAIL"]);
 */
export async function loadSegments(source: string | URL | Uint8Array): Promise<SegmentModel> {
  const bytes = source instanceof Uint8Array ? source : await readBytes(source);
  return new SegmentModel(modelParts(await decodeArtefact(bytes)));
}
