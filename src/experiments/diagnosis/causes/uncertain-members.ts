import { percentText } from "../../../core/internal";
import type { DiagnosisCase } from "../diagnosis-case";
import { between, differenceOf, pOfLow, turnedInterval } from "../differences";
import { type Gap, type Looked, share } from "../evidence";
import { figureText, withInterval } from "../figure-text";

const CAUSE = "uncertain members";
/** From here on a member is sure. */
const SURE = 0.8;
const FEWEST = 10;

/** Some members hardly belong to the segment: what is missing, is missing among them. */
export function uncertainMembers(of: DiagnosisCase, gap: Gap): Looked {
  const { probabilities } = of;
  if (probabilities === undefined) return { cause: CAUSE, unknown: "how surely users belong was not given" };
  const isSure = (user: number) => of.isMember(user) && probabilities[user]! >= SURE;
  const sure = differenceOf(of.values, isSure);
  const doubtful = differenceOf(of.values, (user) => of.isMember(user) && !isSure(user));
  if (sure === null || doubtful === null || Math.min(...sure.users, ...doubtful.users) < FEWEST) {
    return { cause: CAUSE, unknown: `fewer than ${FEWEST} members are sure, or fewer are not` };
  }
  const apart = between(doubtful, sure);
  const interval = turnedInterval(sure.interval, of.sign);
  const part = doubtful.users[1] / (doubtful.users[1] + sure.users[1]);
  return {
    cause: CAUSE,
    explains: share(gap.effect.value - sure.value, gap.missing),
    figure: of.sign * sure.value,
    interval,
    p: pOfLow(apart.value, apart.standardError),
    sentence: `${percentText(part)} of the members belong with a confidence below ${SURE}, and it is they who lack: among the sure ones ${of.metric} differs by ${withInterval(of.sign * sure.value, interval)}, among the others by ${figureText(of.sign * doubtful.value)}.`,
  };
}
