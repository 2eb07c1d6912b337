import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder of models that holds `tiny`: a sentence encoder with random weights, made by test/oracles/sentence_bert_model.py. */
export const TINY_MODELS = fileURLToPath(new URL("../fixtures/models/", import.meta.url));

/** Options that find it. */
export const TINY = { model: "tiny", dtype: "fp32", localModelPath: TINY_MODELS } as const;

/** A copy of that folder that a test may damage: the path of `tiny` in it, and of the folder of models. */
export function copyOfTiny(): { models: string; tiny: string } {
  const models = mkdtempSync(join(tmpdir(), "seqment-models-"));
  cpSync(TINY_MODELS, models, { recursive: true });
  return { models, tiny: join(models, "tiny") };
}
