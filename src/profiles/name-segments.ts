import type { Pattern } from "./pattern";
import type { SegmentFindings } from "./segment-profile";
import { printable } from "./wording";
import { sequencePhrase, uniqueNames } from "./wording-of-names";

const HALF = 0.5;
const LONGEST = 72;
/** Effects that differ by no more are about the same. */
const SLIGHT = 0.2;
/** A large effect, by Cohen. */
const LARGE = 0.8;

/**
 * Short names, unique among the segments, made of what is true of at least half of the members: `FAIL, then BUY`. A
 * segment that does little of its own, and lacks what others do, is named after that: `no PURCHASE, short paths`; one
 * that nothing sets apart, after its length, its entry, or what is common in it. Segments that would share a name are
 * told apart by the first clue that only one of them has, at last by numbers.
 *
 * @param between tokens that tell pauses and sessions: runs across them make no name.
 */
export function nameSegments(segments: readonly SegmentFindings[], between: ReadonlySet<string> = new Set()): string[] {
  const clues = segments.map((segment) => cluesOf(segment, between));
  const short = clues.map(({ phrases, needed }) => phrases.slice(0, needed).join(", "));
  const names = short.map((name, i) => {
    const rivals = clues.filter((_, j) => j !== i && short[j] === name);
    if (rivals.length === 0) return name;
    const own = clues[i]!.phrases.find(
      (phrase) => !name.includes(phrase) && !rivals.some(({ phrases }) => phrases.includes(phrase)),
    );
    return own === undefined ? name : `${name}; ${own}`;
  });
  return uniqueNames(names);
}

interface Clues {
  /** What could be said of a segment in a few words, most telling first; never empty. */
  phrases: string[];
  /** How many of them make a name. */
  needed: number;
}

function cluesOf(segment: SegmentFindings, between: ReadonlySet<string>): Clues {
  if (segment.segment < 0) return { phrases: ["outside every segment"], needed: 1 };
  if (segment.size === 0) return { phrases: ["no members"], needed: 1 };
  if (segment.lengthElsewhere === null) return { phrases: ["everybody"], needed: 1 };
  const done = distinctivePhrases(segment, between);
  const [lack, ...lacks] = lackingPhrases(segment);
  const length = lengthPhrases(segment);
  const ends = [...endPhrases(segment, 0.2), ...endPhrases(segment)];
  const common = segment.commonActions[0]!;
  const rest = [...ends, common.coverage >= HALF ? `mostly ${common.text}` : "mixed paths"];
  const doing = byEffect([...segment.distinctiveActions, ...segment.distinctiveNgrams])[0]?.effect ?? 0;
  const leads = lack !== undefined && doing < LARGE && -segment.lackingActions[0]!.effect! > doing;
  const phrases = leads
    ? [lack, ...length, ...done, ...lacks, ...rest]
    : [...done, ...(lack === undefined ? [] : [lack]), ...length, ...lacks, ...rest];
  const distinct = [...new Set(phrases)];
  return { phrases: distinct, needed: distinct[0] === done[0] ? 1 : Math.min(2, distinct.length) };
}

/** The strongest n-gram first, if it is about as telling as the strongest action, then the actions, then the n-grams. */
function distinctivePhrases(
  { distinctiveActions, distinctiveNgrams }: SegmentFindings,
  between: ReadonlySet<string>,
): string[] {
  const actions = byEffect(distinctiveActions);
  const ngrams = byEffect(distinctiveNgrams).filter(
    (ngram) => patternPhrase(ngram).length <= LONGEST && !ngram.actions.some((action) => between.has(action)),
  );
  const leads = ngrams[0] && ngrams[0].effect! >= (actions[0]?.effect ?? 0) - SLIGHT;
  const phrases = [...(leads ? ngrams.slice(0, 1) : []), ...actions, ...ngrams].map(patternPhrase);
  return phrases.length > 0 ? phrases : distinctiveActions.slice(0, 1).map(({ text }) => `sometimes ${text}`);
}

/** The patterns that at least half of the members show, strongest effect first, in their order where it is the same. */
function byEffect(patterns: readonly Pattern[]): Pattern[] {
  return patterns.filter(({ coverage }) => coverage >= HALF).sort((a, b) => b.effect! - a.effect!);
}

function patternPhrase({ actions, kind }: Pattern): string {
  return sequencePhrase(actions, kind === "subsequence");
}

function lackingPhrases({ lackingActions }: SegmentFindings): string[] {
  return lackingActions
    .filter(({ coverage, elsewhere }) => coverage <= 0.2 && elsewhere! >= 0.3)
    .map(({ coverage, text }) => `${coverage <= 0.02 ? "no" : "rarely"} ${text}`);
}

function lengthPhrases({ length, lengthElsewhere }: SegmentFindings): string[] {
  if (!length || !lengthElsewhere) return [];
  if (length.median * 1.5 <= lengthElsewhere.median) return [length.q3 === 1 ? "a single action" : "short paths"];
  return length.median >= lengthElsewhere.median * 1.5 ? ["long paths"] : [];
}

/** What at least half of the members begin and end with, if the effect is at least the given one. */
function endPhrases({ entryActions, exitActions }: SegmentFindings, least = Number.NEGATIVE_INFINITY): string[] {
  const [entry] = entryActions;
  const [exit] = exitActions;
  const phrases: string[] = [];
  if (entry && entry.coverage >= HALF && (entry.effect ?? 0) >= least)
    phrases.push(`starts with ${printable(entry.action)}`);
  if (exit && exit.coverage >= HALF && (exit.effect ?? 0) >= least) phrases.push(`ends with ${printable(exit.action)}`);
  return phrases;
}
