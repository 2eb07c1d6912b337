import { classTfIdf } from "./class-tf-idf";
import { cohensH, leastEffect } from "./contrast";
import { compareActions, type Found, findPattern } from "./pattern";
import type { Corpus, Tally } from "./tally";

const LEAST_EFFECT = 0.5;
const LEAST_DIFFERENCE = 0.1;

/**
 * The actions that are conspicuously rarer here than elsewhere, by a tenth of the members: Cohen's h <= -0.5, and at
 * least three standard errors.
 */
export function lackingActions(corpus: Corpus, within: Tally, count: number): Found[] {
  const { everybody, patterns } = corpus;
  const rest = everybody.size - within.size;
  if (rest === 0 || within.size === 0) return [];
  const least = leastEffect(LEAST_EFFECT, within.size, rest);
  const lacking: Found[] = [];
  for (let id = 0; id < patterns.actions; id++) {
    const coverage = within.shown[id]! / within.size;
    const elsewhere = (everybody.shown[id]! - within.shown[id]!) / rest;
    if (elsewhere - coverage < LEAST_DIFFERENCE || cohensH(coverage, elsewhere) > -least) continue;
    lacking.push(findPattern(corpus, within, id, classTfIdf(corpus, within, id)));
  }
  return lacking
    .sort(({ pattern: a }, { pattern: b }) => a.effect! - b.effect! || compareActions(a.actions, b.actions))
    .slice(0, count);
}
