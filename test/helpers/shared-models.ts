import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The folder of the shared sentence models. */
export const SHARED_MODELS = resolve(root, process.env.SEQMENT_MODELS ?? "../shared/models");

/** Whether a model lies there; where it does not, one line says so. Under SEQMENT_REQUIRE_SHARED nothing may be skipped. */
export function hasSharedModel(model: string): boolean {
  if (existsSync(resolve(SHARED_MODELS, model))) return true;
  if (process.env.SEQMENT_REQUIRE_SHARED) throw new Error(`${model} is not in SEQMENT_MODELS (${SHARED_MODELS})`);
  console.log(`skipped: ${model} is not in SEQMENT_MODELS (${SHARED_MODELS})`);
  return false;
}
