import { checkpoint } from "../../core/internal";
import type { SentenceModel } from "./sentence-model";

/** What stands between two steps, the first that a tokenizer knows. */
const SEPARATORS = [", ", "; ", ". "];
const NO_SEPARATOR = " ";

/** A separator of which the model's tokenizer has a piece. */
export async function separatorOf(model: SentenceModel): Promise<string> {
  const [known] = await model.encode(SEPARATORS, checkpoint("reading as text", {}));
  return SEPARATORS.find((_, i) => known!.unknown[i] === 0 && known!.kept[i]! > 0) ?? NO_SEPARATOR;
}
