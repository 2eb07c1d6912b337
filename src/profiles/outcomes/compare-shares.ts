import { type ConfidenceOptions, fisherExactTest, newcombeInterval, wilsonInterval } from "../../statistics";
import type { OutcomeRow } from "./outcome-row";

/** The figures of a row, without whom and what they are of. */
export type OutcomeFigures = Pick<
  OutcomeRow,
  "known" | "missing" | "here" | "interval" | "elsewhere" | "difference" | "differenceInterval" | "effect" | "p"
>;

/** How many have something, of how many of whom it is known. */
export interface ShareCounts {
  readonly successes: number;
  readonly trials: number;
}

/** A share here and elsewhere. */
export function compareShares(
  here: ShareCounts,
  elsewhere: ShareCounts,
  missing: number,
  confidence: ConfidenceOptions,
): OutcomeFigures {
  const both = here.trials > 0 && elsewhere.trials > 0;
  const test = both ? fisherExactTest(here, elsewhere) : undefined;
  const share = ({ successes, trials }: ShareCounts) => (trials > 0 ? successes / trials : null);
  return {
    known: here.trials,
    missing,
    here: share(here),
    interval: here.trials > 0 ? wilsonInterval(here, confidence) : null,
    elsewhere: share(elsewhere),
    difference: both ? share(here)! - share(elsewhere)! : null,
    differenceInterval: both ? newcombeInterval(here, elsewhere, confidence) : null,
    effect: test?.oddsRatio ?? null,
    p: test?.p ?? null,
  };
}
