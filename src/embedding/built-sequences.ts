import type { Progress } from "../core";
import { wrongType } from "../core/internal";
import { type Sequences, sequencesFrom } from "../sequences";
import { toSequences } from "../sequences/internal";
import type { SequenceInput } from "./types";

/** Who follows the work. */
interface Followed {
  signal: AbortSignal | undefined;
  onProgress: ((progress: Progress) => void) | undefined;
}

/** Built sequences as they are; lists of actions counted, each distinct list kept once. */
export async function builtSequences(input: SequenceInput, { signal, onProgress }: Followed): Promise<Sequences> {
  if (Array.isArray(input)) return sequencesFrom(input, { signal, onProgress });
  if (input instanceof Object && "tokens" in input && "vocabulary" in input) return toSequences("sequences", input);
  throw wrongType("sequences", "built sequences or an array of arrays of actions", input);
}
