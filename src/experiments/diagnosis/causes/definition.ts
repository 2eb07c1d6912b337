import { unitsText } from "../../../core/internal";
import type { DiagnosisCase } from "../diagnosis-case";
import { between, type Difference, differenceOf, pOfLow, turnedInterval } from "../differences";
import { type Finding, type Gap, type Looked, share } from "../evidence";
import { figureText, withInterval } from "../figure-text";

const CAUSE = "definition";
/** Members on either side of a cut, as a share of all, at least. */
const LEAST_PART = 0.1;
/** A refined segment is proposed where it keeps this share of what the members had. */
const KEPT = 0.75;

/** A narrower definition of the segment, by one figure of the time when it was labeled. */
export interface RefinedDefinition {
  readonly figure: string;
  /** Members with this much or more (`atLeast`), or this much or less, are the segment. */
  readonly cut: number;
  readonly direction: "at least" | "at most";
  /** Members that stay. */
  readonly members: number;
  /** Means of the metric among those that stay, and among those that go, before and after. */
  readonly stay: readonly [number, number];
  readonly go: readonly [number, number];
  readonly sentence: string;
}

/** What was found of the definition. */
export interface DefinitionFinding {
  readonly looked: Looked;
  readonly refined: RefinedDefinition | null;
}

/**
 * The label was made of a past that says little of what comes: some members had their value by what they did once. The one
 * figure of that time, and the cut of it, that best part members who keep their value from those who do not are looked for
 * among half of the members, and tested on the other half.
 */
export function definitionOnThePast(of: DiagnosisCase, gap: Gap): DefinitionFinding {
  const nothing = (unknown: string) => ({ looked: { cause: CAUSE, unknown } as const, refined: null });
  if (of.mode === "groups") return nothing("what the label was made of is compared between periods");
  if (of.features.length === 0) return nothing("figures of what the label was made of (features) were not given");
  const [before, after] = of.values;
  const members = [...before.keys()]
    .filter((user) => of.isMember(user) && !Number.isNaN(before[user]!) && !Number.isNaN(after[user]!))
    .sort((a, b) => before[a]! - before[b]! || after[a]! - after[b]! || a - b); // so that no order of users matters
  if (members.length < 40) return nothing("fewer than 40 members are known in both periods");
  const [half, test] = [members.filter((_, i) => i % 2 === 0), new Set(members.filter((_, i) => i % 2 === 1))];
  const cut = bestCut(of, half);
  if (cut === null) return nothing("no figure of that time parts the members");
  const stays = (user: number) => test.has(user) && cut.keeps(user);
  const goes = (user: number) => test.has(user) && !cut.keeps(user);
  const [kept, gone] = [differenceOf(of.values, stays), differenceOf(of.values, goes)];
  if (kept === null || gone === null) return nothing("no figure of that time parts the members");
  const apart = between(gone, kept);
  const looked = findingOf(of, gap, kept, gone, cut, pOfLow(apart.value, apart.standardError));
  const holds = kept.means[1] >= KEPT * kept.means[0] && kept.means[0] > 0;
  return { looked, refined: holds ? refinedOf(of, members, cut) : null };
}

interface Cut {
  readonly name: string;
  readonly at: number;
  readonly isAtLeast: boolean;
  readonly keeps: (user: number) => boolean;
  readonly gain: number;
}

/** The cut after which the changes on both sides differ most, in squares: a regression tree of one split. */
function bestCut(of: DiagnosisCase, users: readonly number[]): Cut | null {
  const [before, after] = of.values;
  const change = (user: number) => after[user]! - before[user]!;
  const least = Math.max(5, Math.ceil(LEAST_PART * users.length));
  let best: Cut | null = null;
  for (const [name, figures] of of.features) {
    const known = users
      .filter((user) => !Number.isNaN(figures[user]!))
      .sort((a, b) => figures[a]! - figures[b]! || a - b);
    const all = known.reduce((sum, user) => sum + change(user), 0);
    let low = 0;
    for (let i = 1; i < known.length; i++) {
      low += change(known[i - 1]!);
      const at = figures[known[i]!]!;
      if (i < least || known.length - i < least || at === figures[known[i - 1]!]!) continue;
      const gain = (low * low) / i + ((all - low) * (all - low)) / (known.length - i) - (all * all) / known.length;
      if (best !== null && gain <= best.gain) continue;
      const isAtLeast = (all - low) / (known.length - i) > low / i;
      const bound = isAtLeast ? at : figures[known[i - 1]!]!;
      const keeps = (user: number) => (isAtLeast ? figures[user]! >= bound : figures[user]! <= bound);
      best = { name, at: bound, isAtLeast, keeps, gain };
    }
  }
  return best;
}

function findingOf(of: DiagnosisCase, gap: Gap, kept: Difference, gone: Difference, cut: Cut, p: number): Finding {
  const weight = gone.users[1] / (gone.users[1] + kept.users[1]);
  const excess = weight * (gone.value - kept.value);
  const figure = of.sign * gone.value;
  const interval = turnedInterval(gone.interval, of.sign);
  const other = cut.isAtLeast ? `less than ${figureText(cut.at)}` : `more than ${figureText(cut.at)}`;
  return {
    cause: CAUSE,
    explains: share(excess, gap.missing),
    figure,
    interval,
    p,
    sentence: `The label describes the past: members with ${cut.name} of ${other} when it was made changed by ${withInterval(figure, interval)} since, the others by ${figureText(of.sign * kept.value)}.`,
  };
}

function refinedOf(
  of: DiagnosisCase,
  members: readonly number[],
  { name, at, isAtLeast, keeps }: Cut,
): RefinedDefinition {
  const own = members.filter(keeps);
  const [before, after] = of.values;
  const meanOf = (users: readonly number[], side: Float64Array) =>
    (of.sign * users.reduce((sum, user) => sum + side[user]!, 0)) / Math.max(1, users.length);
  const rest = members.filter((user) => !keeps(user));
  const stay = [meanOf(own, before), meanOf(own, after)] as const;
  const go = [meanOf(rest, before), meanOf(rest, after)] as const;
  const direction = isAtLeast ? "at least" : "at most";
  return {
    figure: name,
    cut: at,
    direction,
    members: own.length,
    stay,
    go,
    sentence: `Refine ${of.segment}: members with ${name} of ${direction} ${figureText(at)}. ${unitsText(own.length, "member")} of ${members.length} stay; their ${of.metric} went from ${figureText(stay[0])} to ${figureText(stay[1])}, that of the others from ${figureText(go[0])} to ${figureText(go[1])}.`,
  };
}
