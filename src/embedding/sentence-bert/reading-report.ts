import type { EmbeddingReport } from "../types";
import type { ReadPaths } from "./read-paths";

const EXAMPLES = 3;

/** What the model saw of sequences, of which sequence i stands for `weights[i]` inputs. */
export function readingReport(
  lists: readonly (readonly string[])[],
  weights: ArrayLike<number>,
  { texts, listOf }: ReadPaths,
  textOf: (actions: readonly string[]) => string,
): EmbeddingReport {
  const cut = new Set<number>();
  let actions = 0;
  let actionsCut = 0;
  let unknown = 0;
  const tokens = new Float64Array(lists.length);
  const lost = new Float64Array(lists.length);
  for (let t = 0; t < listOf.length; t++) {
    const list = listOf[t]!;
    unknown += weights[list]! * texts.unknown[t]!;
    tokens[list]! += texts.whole[t]!;
    lost[list]! += texts.whole[t]! - texts.kept[t]!;
    if (texts.whole[t]! > texts.kept[t]!) cut.add(list);
  }
  for (const [list, { length }] of lists.entries()) {
    actions += weights[list]! * length;
    if (lost[list]! > 0) actionsCut += weights[list]! * Math.ceil((length * lost[list]!) / tokens[list]!);
  }
  let inputsCut = 0;
  for (const list of cut) inputsCut += weights[list]!;
  return {
    texts: texts.offsets.length - 1,
    truncated: { inputs: inputsCut, actions: actionsCut, share: actions > 0 ? actionsCut / actions : 0 },
    unknownPieces: unknown,
    examples: examplesOf(lists, textOf),
  };
}

/** Actions of an example; a path may be of any length. */
const MOST_SHOWN = 20;

function examplesOf(
  lists: readonly (readonly string[])[],
  textOf: (actions: readonly string[]) => string,
): EmbeddingReport["examples"] {
  const examples = new Map<string, EmbeddingReport["examples"][number]>();
  for (const list of lists) {
    if (examples.size === EXAMPLES) break;
    if (list.length === 0) continue;
    const actions = list.slice(0, MOST_SHOWN);
    const text = textOf(actions);
    if (!examples.has(text)) examples.set(text, { actions, text });
  }
  return [...examples.values()];
}
