import { cohensH, leastEffect } from "../patterns/contrast";
import type { GroupCounts } from "../patterns/count-patterns";
import type { ProfileContext } from "../profile-context";

/** An action after which members stop. */
export interface DropOff {
  readonly action: string;
  /** Members whose path ends with the action. */
  readonly members: number;
  /** Members that do the action at all. */
  readonly doing: number;
  /** members / doing. */
  readonly rate: number;
  /** The same rate among everybody else; null when nobody else does the action. */
  readonly elsewhere: number | null;
  /** Cohen's h of the two rates; null when `elsewhere` is null. */
  readonly effect: number | null;
}

const LEAST_EFFECT = 0.2;
/** Of the members: what fewer do is not reported. */
const LEAST_SHARE = 0.05;

/**
 * Actions that are the last one more often here than elsewhere, counted among those who do them: Cohen's h >= 0.2 and at
 * least three standard errors, by at least a twentieth of
 * the members. Strongest effect first.
 */
export function dropOffs({ everybody, sequences }: ProfileContext, within: GroupCounts, count: number): DropOff[] {
  const { actions } = sequences.vocabulary;
  const found: DropOff[] = [];
  for (let token = 0; token < actions.length; token++) {
    const members = within.last[token]!;
    const doing = within.shown[token]!;
    const others = everybody.shown[token]! - doing;
    if (members === 0 || others === 0 || members < LEAST_SHARE * within.size) continue;
    const rate = members / doing;
    const elsewhere = (everybody.last[token]! - members) / others;
    const effect = cohensH(rate, elsewhere);
    if (effect < leastEffect(LEAST_EFFECT, doing, others)) continue;
    found.push({ action: actions[token]!, members, doing, rate, elsewhere, effect });
  }
  return found.sort((a, b) => b.effect! - a.effect! || (a.action < b.action ? -1 : 1)).slice(0, count);
}
