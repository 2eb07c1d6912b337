import type { Interval } from "../../statistics";
import type { Difference } from "./differences";

/** What may lie behind a segment that does worse than it should. */
export type DiagnosisCause =
  | "definition"
  | "regression to the mean"
  | "uncertain members"
  | "drift"
  | "mix"
  | "everybody"
  | "not delivered"
  | "imbalance"
  | "underpowered"
  | "funnel step"
  | "paths"
  | "true effect";

/** One thing that speaks for a cause. */
export interface DiagnosisEvidence {
  readonly cause: DiagnosisCause;
  /** Share of what is missing that it accounts for, from 0 to 1. */
  readonly explains: number;
  /** The figure that says so, in the words of `sentence`. */
  readonly figure: number;
  /** 95% interval of the figure. */
  readonly interval: Interval;
  /** One-sided; null for what is a matter of planning and not of chance. */
  readonly p: number | null;
  /** Corrected for all causes that were looked at (Holm); null likewise. */
  readonly adjustedP: number | null;
  /** What was seen, in a sentence. */
  readonly sentence: string;
}

/** Evidence before it is corrected. */
export type Finding = Omit<DiagnosisEvidence, "adjustedP">;

/** A cause that was looked at: what speaks for it, or why nothing can be said. */
export type Looked = Finding | { readonly cause: DiagnosisCause; readonly unknown: string };

/** A share from 0 to 1. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.max(0, Math.min(1, part / whole));
}

/** What the segment does worse. */
export interface Gap {
  /** After less before, or treatment less control, among the members. */
  readonly effect: Difference;
  /** What it should have been: 0 between periods; between groups the effect on all others, or the one expected. */
  readonly reference: number;
  /** `effect - reference`. */
  readonly missing: number;
}
