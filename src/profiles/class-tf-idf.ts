import { log } from "../core";
import type { Corpus, Tally } from "./tally";

/**
 * Class-based tf-idf (Grootendorst 2022, "BERTopic", eq. 2): a pattern's frequency among all patterns of the segment,
 * times log(1 + A / f), where f is its occurrences in all segments and A the mean number of patterns in a segment
 * (the inputs outside every segment count as one more, when there are any). The frequency enters as its square root
 * (BERTopic's `reduce_frequent_words`), so that a few members caught in a loop do not drown the others.
 */
export function classTfIdf({ everybody, members }: Corpus, within: Tally, id: number): number {
  const classes = members.sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  const mean = everybody.words / classes;
  return Math.sqrt(within.occurrences[id]! / within.words) * log(1 + mean / everybody.occurrences[id]!);
}
