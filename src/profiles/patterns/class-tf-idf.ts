import { log } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import type { GroupCounts } from "./count-patterns";

/**
 * Class-based tf-idf (Grootendorst 2022, "BERTopic", eq. 2): a pattern's frequency among all patterns of the segment,
 * times log(1 + A / f), where f is its occurrences in all segments and A the mean number of patterns in a segment
 * (the inputs outside every segment count as one more, when there are any). The frequency enters as its square root
 * (BERTopic's `reduce_frequent_words`), so that a few members caught in a loop do not drown the others.
 */
export function classTfIdf(context: ProfileContext, within: GroupCounts, id: number): number {
  return classScore(context, within.words, within.occurrences[id]!, context.everybody.occurrences[id]!);
}

/** The same from the occurrences of a pattern in the segment, of `words` patterns, and in all segments. */
export function classScore(
  { everybody, members }: ProfileContext,
  words: number,
  here: number,
  everywhere: number,
): number {
  const classes = members.sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  return everywhere === 0 ? 0 : Math.sqrt(here / words) * log(1 + everybody.words / classes / everywhere);
}
