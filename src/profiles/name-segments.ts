import { pathText } from "./path-text";
import type { Pattern } from "./pattern";
import type { SegmentFindings } from "./segment-profile";
import { printable } from "./wording";

const HALF = 0.5;
const LONGEST = 60;

/**
 * Short names, unique among the segments, made of what is true of at least half of the members: `FAIL, then BUY`,
 * `no PURCHASE, short paths`. A segment that nothing sets apart is named after its lacks, its length, its entry or what
 * is common in it. Segments that would share a name are told apart by their next clues.
 */
export function nameSegments(segments: readonly SegmentFindings[]): string[] {
  const clues = segments.map(cluesOf);
  const used = segments.map((segment, i) => Math.min(clues[i]!.length, distinctivePhrases(segment).length > 0 ? 1 : 2));
  const names = () => clues.map((list, i) => list.slice(0, used[i]).join(", "));
  for (;;) {
    const shared = repeated(names());
    const extensible = [...shared].filter((i) => used[i]! < clues[i]!.length);
    if (extensible.length === 0) return numbered(names());
    for (const i of extensible) used[i]!++;
  }
}

/** What could be said of a segment in a few words, most telling first; never empty. */
function cluesOf(segment: SegmentFindings): string[] {
  if (segment.size === 0) return ["no members"];
  const clues = [...(segment.segment < 0 ? ["outside every segment"] : []), ...distinctivePhrases(segment)];
  clues.push(
    ...lackingPhrases(segment),
    ...lengthPhrases(segment),
    ...endPhrases(segment, 0.2),
    ...endPhrases(segment),
  );
  const common = segment.commonActions[0];
  if (common && common.coverage >= HALF) clues.push(`mostly ${common.text}`);
  else clues.push("mixed paths");
  return [...new Set(clues)];
}

function distinctivePhrases({ distinctiveActions, distinctiveNgrams }: SegmentFindings): string[] {
  const actions = distinctiveActions.filter(({ coverage }) => coverage >= HALF);
  const phrases = distinctiveNgrams
    .filter(({ coverage }) => coverage >= HALF)
    .map(sequencePhrase)
    .filter((phrase) => phrase.length <= LONGEST);
  const main = actions[0];
  if (!main)
    return phrases.length > 0 ? phrases : distinctiveActions.slice(0, 1).map(({ text }) => `sometimes ${text}`);
  const singles = actions.map(({ text }) => text);
  const leads = distinctiveNgrams.findIndex(
    ({ coverage, actions }) => coverage >= HALF && actions.includes(main.actions[0]!),
  );
  return leads === 0 && phrases.length > 0 ? [...phrases, ...singles] : [...singles, ...phrases];
}

/** `A, then B`; a run of one action is `repeated A`. */
function sequencePhrase({ actions }: Pattern): string {
  if (actions.every((action) => action === actions[0])) return `repeated ${printable(actions[0]!)}`;
  return pathText(actions.length, (i) => actions[i]!).replaceAll(" -> ", ", then ");
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

/** The positions of names that occur more than once. */
function repeated(names: readonly string[]): Set<number> {
  const firsts = new Map<string, number>();
  const found = new Set<number>();
  for (const [i, name] of names.entries()) {
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, i);
    else found.add(first).add(i);
  }
  return found;
}

/** Puts ` (2)`, ` (3)` … behind names that are still the same. */
function numbered(names: readonly string[]): string[] {
  const taken = new Set(names.filter((name, i) => names.indexOf(name) === i));
  return names.map((name, i) => {
    if (names.indexOf(name) === i) return name;
    let number = 2;
    while (taken.has(`${name} (${number})`)) number++;
    taken.add(`${name} (${number})`);
    return `${name} (${number})`;
  });
}
