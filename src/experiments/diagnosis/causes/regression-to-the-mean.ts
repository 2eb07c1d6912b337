import { mannWhitneyTest } from "../../../statistics";
import type { DiagnosisCase } from "../diagnosis-case";
import { differenceOf, intervalOf, pOfLow } from "../differences";
import { type Gap, type Looked, share } from "../evidence";
import { figureText } from "../figure-text";

const CAUSE = "regression to the mean";
/** How well the metric itself has to identify members, for the label to pass for a cut of it. */
const LEAST_CUT = 0.9;

/**
 * Users who were picked for a high value fall without any change, for a part of it was chance. How much is shown by an earlier
 * window, which did not pick them; without one, by the same look in reverse: those who are as high in the later period, and what
 * they were before (time runs either way where nothing changes).
 */
export function regressionToTheMean(of: DiagnosisCase, gap: Gap): Looked {
  if (of.mode === "groups") return { cause: CAUSE, unknown: "arms that were drawn at random regress alike" };
  if (of.previous !== undefined) return byEarlierWindow(of, of.previous, gap);
  return byReversal(of, gap);
}

function byEarlierWindow(of: DiagnosisCase, previous: Float64Array, gap: Gap): Looked {
  const rise = differenceOf([of.values[0], previous], of.isMember);
  if (rise === null) return { cause: CAUSE, unknown: "members are not known in the earlier window" };
  const [then, earlier] = rise.means.map((mean) => figureText(of.sign * mean));
  return {
    cause: CAUSE,
    explains: share(rise.value, gap.missing),
    figure: of.sign * rise.value,
    interval: intervalOf(of.sign * rise.value, rise.standardError),
    p: pOfLow(rise.value, rise.standardError),
    sentence: `Members' ${of.metric} was ${earlier} in an earlier window and ${then} only in the period that the label was made of: they were picked at a high, and fell back.`,
  };
}

function byReversal(of: DiagnosisCase, gap: Gap): Looked {
  const [before, after] = of.values;
  const isKnown = (user: number) => !Number.isNaN(before[user]!) && !Number.isNaN(after[user]!);
  const known = [...before.keys()].filter(isKnown);
  const members = known.filter(of.isMember);
  const others = known.filter(of.isOther);
  if (members.length < 2 || others.length < 2) return { cause: CAUSE, unknown: "there are no others to compare with" };
  const cut = cutOf(before, members, others);
  if (cut < LEAST_CUT)
    return { cause: CAUSE, unknown: "the label is no cut of the metric; an earlier window would show" };
  const mirrored = new Set([...known].sort((a, b) => after[b]! - after[a]! || a - b).slice(0, members.length));
  const rise = differenceOf([after, before], (user) => mirrored.has(user));
  if (rise === null) return { cause: CAUSE, unknown: "members are too few" };
  const [now, then] = rise.means.map((mean) => figureText(of.sign * mean));
  return {
    cause: CAUSE,
    explains: share(rise.value, gap.missing),
    figure: of.sign * rise.value,
    interval: intervalOf(of.sign * rise.value, rise.standardError),
    p: pOfLow(rise.value, rise.standardError),
    sentence: `The label is a cut of the metric itself. Users cut the same way by the later period have ${now} there and had ${then} before: the same step in reverse, which no change of the members explains.`,
  };
}

/** Probability that a member has more than another user. */
function cutOf(values: Float64Array, members: readonly number[], others: readonly number[]): number {
  const [own, rest] = [members, others].map((users) => users.map((user) => values[user]!));
  return mannWhitneyTest(own!, rest!).superiority;
}
