import { normalDistribution } from "../../statistics";

/** Members of a segment in two periods, some of whose users are the same. */
export interface TwoPeriods {
  readonly before: { readonly members: number; readonly users: number };
  readonly now: { readonly members: number; readonly users: number };
  /** Users of both periods; of them, members before, now, and in both. */
  readonly both: { readonly users: number; readonly before: number; readonly now: number; readonly inBoth: number };
}

/** The change of a share between samples that overlap, and its two-sided p (Derrick, Toher & White 2017). */
export function changeOfShare({ before, now, both }: TwoPeriods): { readonly change: number; readonly p: number } {
  const [shareBefore, shareNow] = [before.members / before.users, now.members / now.users];
  const change = shareNow - shareBefore;
  const pooled = (before.members + now.members) / (before.users + now.users);
  const spread = pooled * (1 - pooled);
  const joint = both.users === 0 ? 0 : both.inBoth - (both.before * both.now) / both.users;
  const variance = spread / before.users + spread / now.users - (2 * joint) / (before.users * now.users);
  if (change === 0) return { change, p: 1 };
  if (variance <= 0) return { change, p: 0 };
  return { change, p: Math.min(1, 2 * normalDistribution().survival(Math.abs(change) / Math.sqrt(variance))) };
}
