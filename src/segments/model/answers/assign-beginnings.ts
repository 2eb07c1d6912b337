import { type Checkpoint, NOISE, raggedRow, raggedRows } from "../../../core/internal";
import type { BeginningAnswer, PrefixLaws } from "../../../prefixes";
import { userDraw } from "../../../prefixes/internal";
import type { BeginningAssignment, LikelySegment } from "./assignment";
import type { PlaceableSequences } from "./distinct-inputs";

/** Alternatives that are less probable are not listed. */
const LEAST = 0.01;

/**
 * Answers paths that have only begun, each by itself.
 *
 * @param ids of the users, where they have any: which of equally probable segments are in {@link BeginningAssignment.likely} is
 *   drawn by them.
 */
export async function assignBeginnings(
  laws: PrefixLaws,
  encoded: PlaceableSequences,
  { names, ids }: { readonly names: readonly string[]; readonly ids: readonly string[] | undefined },
  at: Checkpoint,
): Promise<BeginningAssignment[]> {
  const answers: BeginningAssignment[] = [];
  const inputs = raggedRows(encoded);
  for (let i = 0; i < inputs; i++) {
    const found = laws.read(raggedRow(encoded, i), {
      unknown: encoded.unknown?.[i],
      draw: ids && userDraw(laws.seed, ids[i]!),
    });
    answers.push(answerOf(found, encoded.reasons[i] === "unknown", names));
    const pause = at.pass((i + 1) / inputs);
    if (pause) await pause;
  }
  return answers;
}

/**
 * What a beginning's law says, in a model's words.
 *
 * @param unknown whether none of its actions was seen in training.
 */
export function answerOf(found: BeginningAnswer, unknown: boolean, names: readonly string[]): BeginningAssignment {
  const { probabilities, decided, segment, actions, novelty, set } = found;
  const alternatives = [...probabilities.keys()]
    .sort((a, b) => probabilities[b]! - probabilities[a]! || a - b)
    .filter((c) => probabilities[c]! >= LEAST)
    .map((c): LikelySegment => {
      const of = c === probabilities.length - 1 ? NOISE : c;
      return { segment: of, name: names[of] ?? null, probability: probabilities[c]! };
    });
  const confidence = probabilities[segment === NOISE ? probabilities.length - 1 : segment]!;
  const common = { confidence, novelty, alternatives, likely: set, actions };
  if (unknown) return { segment: NOISE, name: null, ...common, reason: "no known action" };
  if (!decided) return { segment: NOISE, name: null, ...common, reason: "undecided" };
  if (segment === NOISE) return { segment, name: null, ...common, reason: "begins like users in no segment" };
  return { segment, name: names[segment]!, ...common, reason: "begins like members" };
}
