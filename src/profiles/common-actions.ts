import { classTfIdf } from "./class-tf-idf";
import { compareActions, findPattern, type Pattern } from "./pattern";
import type { Corpus, Tally } from "./tally";
import { actionsOf } from "./transition-matrix";

/** The actions that most members show, whether or not others show them too. */
export function commonActions(corpus: Corpus, within: Tally, count: number): Pattern[] {
  return actionsOf(within, corpus.patterns.actions)
    .map((id) => findPattern(corpus, within, id, classTfIdf(corpus, within, id)))
    .sort((a, b) => b.members - a.members || compareActions(a.actions, b.actions))
    .slice(0, count);
}
