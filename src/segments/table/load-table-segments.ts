import { decodeArtefact } from "../file/artefact";
import { refuseOtherKind } from "../file/model-kind";
import { readBytes } from "../file/node-files";
import { FeatureSegmentModel } from "./feature-segment-model";
import { tableParts } from "./table-file";

/**
 * Loads a model of features saved by {@link FeatureSegmentModel.save}. It assigns as the saved one did, bit for bit; only
 * the ids of rows are gone.
 *
 * @param source a path, a file URL, or the bytes themselves.
 * @returns the model.
 * @throws ModelFormatError when it is not a whole, unchanged model of features.
 * @example
 * const spent = Array.from({ length: 40 }, (_, i) => (i % 2) * 90 + i);
 * const table = featureTable(spent.map((_, i) => `c${i}`), { spent });
 * const model = await loadTableSegments(await (await fitSegments(table)).toBytes());
 * (await model.assign(featureTable(["new"], { spent: [3] })))[0].segment;
 */
export async function loadTableSegments(source: string | URL | Uint8Array): Promise<FeatureSegmentModel> {
  const bytes = source instanceof Uint8Array ? source : await readBytes(source);
  const tree = await decodeArtefact(bytes);
  refuseOtherKind(tree, "table");
  return new FeatureSegmentModel(tableParts(tree));
}
