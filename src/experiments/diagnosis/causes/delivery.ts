import { percentText } from "../../../core/internal";
import { binomialDistribution, fisherExactTest, wilsonInterval } from "../../../statistics";
import type { DiagnosisCase } from "../diagnosis-case";
import { type Gap, type Looked, share } from "../evidence";

const CAUSE = "not delivered";
/** Share that is taken for full delivery where there are no others to compare with. */
const USUAL = 0.95;

/** The treatment did not reach the members: those it did not reach cannot show its effect. */
export function treatmentNotDelivered(of: DiagnosisCase, gap: Gap): Looked {
  if (of.mode === "periods") return { cause: CAUSE, unknown: "periods have no treatment" };
  if (of.delivered === undefined) return { cause: CAUSE, unknown: "who really got the treatment was not given" };
  const treated = deliveryOf(of, 1, of.isMember);
  const control = deliveryOf(of, 0, of.isMember);
  const others = deliveryOf(of, 1, of.isOther);
  if (treated.trials === 0) return { cause: CAUSE, unknown: "no member was treated" };
  const rate = treated.successes / treated.trials;
  const leaked = control.trials > 0 ? control.successes / control.trials : 0;
  const usual = others.trials > 0 ? others.successes / others.trials : 1;
  const p =
    others.trials > 0
      ? fisherExactTest(treated, others, { alternative: "less" }).p
      : binomialDistribution(treated.trials, USUAL).cdf(treated.successes);
  const lost = (1 - Math.max(0, rate - leaked) / usual) * gap.reference;
  const beside = others.trials > 0 ? `, ${percentText(usual)} of all others` : "";
  const leak = leaked > 0 ? `; of the control, ${percentText(leaked)} got it too` : "";
  return {
    cause: CAUSE,
    explains: share(lost, -gap.missing),
    figure: rate,
    interval: wilsonInterval(treated),
    p,
    sentence: `${of.sideNames[1]} reached ${percentText(rate)} of the members it was meant for${beside}${leak}: who did not get it cannot show its effect.`,
  };
}

function deliveryOf({ values, delivered }: DiagnosisCase, side: 0 | 1, isChosen: (user: number) => boolean) {
  const users = [...values[side].keys()].filter((user) => isChosen(user) && !Number.isNaN(values[side][user]!));
  return { successes: users.filter((user) => delivered![user]).length, trials: users.length };
}
