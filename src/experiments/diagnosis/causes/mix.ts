import { percentText } from "../../../core/internal";
import type { DiagnosisCase } from "../diagnosis-case";
import { type Difference, differenceOf, pOfLow, type Sides, turnedInterval } from "../differences";
import { type Finding, type Gap, type Looked, share } from "../evidence";
import { figureText, withInterval } from "../figure-text";
import { kitagawa } from "../kitagawa";

const CAUSE = "mix";

/**
 * Who the members are has changed, not what each kind of them does: the mix part of Kitagawa; and members who came or left between the periods.
 */
export function mixOfMembers(of: DiagnosisCase, gap: Gap): Looked {
  const found = [byStrata(of, gap), byTurnover(of, gap)].filter((one): one is Finding => one !== null);
  if (found.length > 0) return found.reduce((most, one) => (one.explains > most.explains ? one : most));
  return { cause: CAUSE, unknown: "no kinds of users (strata) were given, and the same members are there in both" };
}

function byStrata(of: DiagnosisCase, gap: Gap): Finding | null {
  if (of.strata === undefined) return null;
  const { part, kinds } = kitagawa(of, of.strata);
  if (part === null) return null;
  const grown = [...kinds].sort(([a, x], [b, y]) => y.growth - x.growth || (a < b ? -1 : 1))[0]!;
  const [kind, { shares }] = grown;
  const interval = turnedInterval(part.interval, of.sign);
  return {
    cause: CAUSE,
    explains: share(part.value, gap.missing),
    figure: of.sign * part.value,
    interval,
    p: pOfLow(part.value, part.standardError),
    sentence: `The segment is made up otherwise: "${kind}" went from ${percentText(shares[0])} to ${percentText(shares[1])} of its members. With every kind doing as it did, that alone changes ${of.metric} by ${withInterval(of.sign * part.value, interval)}.`,
  };
}

/** Members of both periods, beside all: what is missing without those who came and left. */
function byTurnover(of: DiagnosisCase, gap: Gap): Finding | null {
  if (of.mode === "groups") return null;
  const [before, after] = of.values;
  const isThere = (side: Float64Array) => (user: number) => of.isMember(user) && !Number.isNaN(side[user]!);
  const came = [...after.keys()].filter((user) => isThere(after)(user) && !isThere(before)(user));
  const left = [...before.keys()].filter((user) => isThere(before)(user) && !isThere(after)(user));
  const stayed = differenceOf(of.values, (user) => isThere(before)(user) && isThere(after)(user));
  if (came.length + left.length === 0 || stayed === null) return null;
  const part = turnoverPart(of.values, of.isMember);
  if (part === null) return null;
  const interval = turnedInterval(part.interval, of.sign);
  return {
    cause: CAUSE,
    explains: share(part.value, gap.missing),
    figure: of.sign * part.value,
    interval,
    p: pOfLow(part.value, part.standardError),
    sentence: `Members came and left: ${came.length} are there only after, ${left.length} only before. Of those there in both, ${of.metric} changed by ${figureText(of.sign * stayed.value)}; the others account for ${withInterval(of.sign * part.value, interval)}.`,
  };
}

/** What those who came have less than those who stayed have then, by their share; likewise those who left. */
function turnoverPart([before, after]: Sides, isMember: (user: number) => boolean): Difference | null {
  const isStayer = (user: number) => !Number.isNaN(before[user]!) && !Number.isNaN(after[user]!);
  const mean = (side: Float64Array) => {
    const own = [...side.keys()].filter((user) => isMember(user) && isStayer(user));
    return own.reduce((sum, user) => sum + side[user]!, 0) / Math.max(1, own.length);
  };
  const excess = (side: Float64Array) => {
    const usual = mean(side);
    return side.map((value, user) => (Number.isNaN(value) ? value : isStayer(user) ? 0 : value - usual));
  };
  return differenceOf([excess(before), excess(after)], isMember);
}
