import { readOptions } from "../../core/internal";
import { RESTORE_EMBEDDER_OPTIONS } from "../../embedding/internal";
import { decodeArtefact } from "../file/artefact";
import { refuseOtherKind } from "../file/model-kind";
import { readBytes } from "../file/node-files";
import type { LoadSegmentsOptions } from "../model/contents/load-segments";
import { hybridParts } from "./hybrid-file";
import { HybridSegmentModel } from "./hybrid-segment-model";

/**
 * Loads a model of paths and figures saved by {@link HybridSegmentModel.save}. It assigns as the saved one did, bit for bit;
 * only the ids of users are gone.
 *
 * @param source a path, a file URL, or the bytes themselves.
 * @param options where a Sentence-BERT model is found again.
 * @returns the model.
 * @throws ModelFormatError when it is not a whole, unchanged model of paths and figures.
 * @example
 * const rows = Array.from({ length: 40 }, (_, i) => ({ who: `u${i}`, what: i % 2 ? "BUY" : "LOOK", when: i }));
 * const events = await readEvents(rows, { user: "who", action: "what", time: "when", timeUnit: "s" });
 * const features = featureTable(rows.map(({ who }) => who), { spent: rows.map((_, i) => (i % 2) * 50 + i) });
 * const model = await fitSegments(events, { features });
 * (await loadHybridSegments(await model.toBytes())).segments.length === model.segments.length; // true
 */
export async function loadHybridSegments(
  source: string | URL | Uint8Array,
  options: LoadSegmentsOptions = {},
): Promise<HybridSegmentModel> {
  readOptions(options, RESTORE_EMBEDDER_OPTIONS);
  const bytes = source instanceof Uint8Array ? source : await readBytes(source);
  const tree = await decodeArtefact(bytes);
  refuseOtherKind(tree, "hybrid");
  return new HybridSegmentModel(hybridParts(tree, options));
}
