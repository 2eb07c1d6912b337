import type { Pattern } from "./pattern";
import type { SegmentFindings } from "./segment-profile";
import { sequencePhrase, shortAction } from "./wording-of-names";

const MOSTLY = 0.5;
const HARDLY = 0.2;
const SLIGHT = 0.2;

/**
 * One sentence on what the members do, without figures: what most of them do that others do not, what they hardly do, how
 * they begin and end, how long their paths are.
 */
export function describeSegment(found: SegmentFindings, between: ReadonlySet<string> = new Set()): string {
  if (found.size === 0) return "Nobody is here.";
  const parts = found.lengthElsewhere === null ? [] : [doing(found, between), lacking(found)];
  const told = [...parts, ends(found), lengths(found)].filter((part) => part !== undefined);
  if (told.length === 0) return "Members do nothing that others do not.";
  const [first, ...rest] = told as [string, ...string[]];
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join("; ")}.`;
}

/** Unique sentences: where two say the same, the segment's name, which is unique, is put before it. */
export function uniqueDescriptions(descriptions: readonly string[], names: readonly string[]): string[] {
  return descriptions.map((text, i) =>
    descriptions.some((other, j) => j !== i && other === text) ? `${names[i]!}: ${text}` : text,
  );
}

function doing(found: SegmentFindings, between: ReadonlySet<string>): string | undefined {
  const runs = [...found.distinctiveNgrams, ...found.distinctiveActions];
  const listed = [...runs.sort(byEffect), ...[...found.distinctiveSubsequences].sort(byEffect)].filter(
    ({ coverage, actions }) => coverage > MOSTLY && !actions.some((action) => between.has(action)),
  );
  const told: Pattern[] = [];
  for (const pattern of listed) {
    const known = new Set(told.flatMap(({ actions }) => actions));
    const news = pattern.actions.filter((action) => !known.has(action)).length;
    if (told.length < 3 && 2 * news > pattern.actions.length) told.push(pattern);
  }
  if (told.length > 0) return `most do ${told.map(phrase).join(", and ")}`;
  const [some] = [...found.distinctiveActions, ...found.distinctiveNgrams];
  return some && `some do ${phrase(some)}, more than elsewhere`;
}

/** Strongest first, in steps of a slight effect; then those of more actions, as they say more. */
function byEffect(a: Pattern, b: Pattern): number {
  const step = Math.floor(b.effect! / SLIGHT) - Math.floor(a.effect! / SLIGHT);
  return step || b.actions.length - a.actions.length || b.effect! - a.effect! || (a.text < b.text ? -1 : 1);
}

function phrase({ actions, kind }: Pattern): string {
  return sequencePhrase(actions, kind === "subsequence");
}

function lacking({ lackingActions }: SegmentFindings): string | undefined {
  const rare = lackingActions.filter(({ coverage, elsewhere }) => coverage <= HARDLY && elsewhere! >= 0.3).slice(0, 2);
  if (rare.length === 0) return undefined;
  return `hardly anyone does ${rare.map(({ actions }) => shortAction(actions[0]!)).join(" or ")}`;
}

function ends({ entryActions: [entry], exitActions: [exit] }: SegmentFindings): string | undefined {
  const begin = entry && entry.coverage > MOSTLY ? `begin with ${shortAction(entry.action)}` : undefined;
  const end = exit && exit.coverage > MOSTLY ? `end with ${shortAction(exit.action)}` : undefined;
  return begin || end ? `paths mostly ${[begin, end].filter(Boolean).join(" and ")}` : undefined;
}

function lengths({ length, lengthElsewhere }: SegmentFindings): string | undefined {
  if (!length || !lengthElsewhere) return undefined;
  if (length.median * 1.5 <= lengthElsewhere.median)
    return length.q3 === 1 ? "a single action" : "shorter than elsewhere";
  return length.median >= lengthElsewhere.median * 1.5 ? "longer than elsewhere" : undefined;
}
