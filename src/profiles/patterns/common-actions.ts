import { mostCommon } from "../figures/transition-matrix";
import { classTfIdf } from "./class-tf-idf";
import { findPattern, type SegmentPattern } from "./pattern";
import type { Corpus, Tally } from "./tally";

/** The actions that most members show, whether or not others show them too. */
export function commonActions(corpus: Corpus, within: Tally, count: number): SegmentPattern[] {
  return mostCommon(corpus, within, count).map((id) => findPattern(corpus, within, id, classTfIdf(corpus, within, id)));
}
