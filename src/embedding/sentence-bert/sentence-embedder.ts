import { readOptions, string } from "../../core/internal";
import type { Embedder } from "../types";
import { fitSentenceBert } from "./fitted-sentence-bert";
import { sharedModel } from "./model-source";
import { SENTENCE_EMBEDDER_OPTIONS, type SentenceEmbedderOptions } from "./options";

/**
 * An embedder that reads each sequence as a text, by a local Sentence-BERT model (Reimers & Gurevych 2019) in ONNX, run
 * by the optional peer `@huggingface/transformers`. Nothing is trained and, unless `allowRemote` says so, nothing
 * downloaded.
 *
 * Texts are embedded once each, longest first, in batches of one length, on several threads; the fits of one embedder
 * share the model, and the vectors of the texts up to 128 MB. Equal texts give equal bits, alone or in a batch, for any
 * number of workers, on one machine; machines of another kind may differ in the last bits.
 *
 * @param options the model and where it is found, how actions become text, how texts are cut and pooled.
 * @returns what `fit` turns into a {@link FittedSentenceBert}.
 * @throws TypeError when `model` is missing; RangeError when an option is out of range. `fit` throws
 *   MissingDependencyError when the peer is not installed, RangeError when the model's folder or a file of it is
 *   missing, and ModelFormatError when a file is a Git-LFS pointer, truncated, corrupt, or no encoder of sentences.
 * @example
 * const embedder = sentenceEmbedder({ model: "sentence-transformers/all-MiniLM-L6-v2", localModelPath: "models" });
 * embedder.method; // "sentence-bert"
 */
export function sentenceEmbedder(options: SentenceEmbedderOptions): Embedder {
  const { model: given, ...settings } = readOptions(options, SENTENCE_EMBEDDER_OPTIONS);
  const model = string().read(given, "model");
  const requested = { ...settings, model };
  const open = sharedModel(requested, settings);
  return {
    method: "sentence-bert",
    fit: async (sequences, run = {}) => fitSentenceBert(sequences, await open(run), requested, run),
  };
}
