import { holm } from "../../statistics";
import { trueEffect } from "./causes/true-effect";
import type { DiagnosisCase } from "./diagnosis-case";
import type { DiagnosisCause, DiagnosisEvidence, Finding, Looked } from "./evidence";
import type { SegmentGap } from "./segment-gap";

/** Corrected p up to which evidence is reported. */
const SURE = 0.01;
/** Of the true effect, whose p was small enough to ask why. */
const SURE_OF_EFFECT = 0.05;
/** Share of what is missing that evidence has to account for. */
const LEAST_SHARE = 0.1;
/** The true effect is what is left, where so much is. */
const LEAST_REST = 0.25;

/** Of causes that account for about as much: what makes a comparison void first, then what is explained in the fewest words. */
const ORDER: readonly DiagnosisCause[] = [
  "imbalance",
  "not delivered",
  "underpowered",
  "regression to the mean",
  "definition",
  "uncertain members",
  "mix",
  "drift",
  "everybody",
  "paths",
  "funnel step",
  "true effect",
];

/** Evidence that stands, the true effect among it as what is left. */
export function rankEvidence(
  of: DiagnosisCase,
  { gap, isMissingForSure, p }: SegmentGap,
  looked: readonly Looked[],
  isRefined: boolean,
): DiagnosisEvidence[] {
  const findings = looked.filter((one): one is Finding => !("unknown" in one));
  const tests = [...findings.flatMap(({ p: own }) => (own === null ? [] : [own])), p];
  const adjusted = holm(tests);
  let next = 0;
  const all = findings.map((one) => ({ ...one, adjustedP: one.p === null ? null : adjusted[next++]! }));
  const sure = all.filter(({ adjustedP, explains }) => (adjustedP ?? 0) <= SURE && explains >= LEAST_SHARE);
  const most = Math.max(0, ...sure.filter(({ cause }) => !isWhere(cause)).map(({ explains }) => explains));
  const left = 1 - most;
  if (isMissingForSure && left >= LEAST_REST && adjusted.at(-1)! <= SURE_OF_EFFECT) {
    sure.push({ ...trueEffect(of, gap, { p, left }), adjustedP: adjusted.at(-1)! });
  }
  return inOrder(
    sure.filter(({ cause, explains }) => cause !== "true effect" || !isLocated(sure, explains)),
    isRefined,
  );
}

/**
 * By quarters of what they account for. Of a path and the step of the funnel that it leads away from, the path comes first. Where
 * a figure of the time of the label shows who keeps his value, it is the definition that is wrong; else all fell back alike.
 */
function inOrder(evidence: readonly DiagnosisEvidence[], isRefined: boolean): DiagnosisEvidence[] {
  const path = evidence.find(({ cause, explains }) => cause === "paths" && explains >= 0.5);
  const isOfDefinition = isRefined && evidence.some(({ cause, explains }) => cause === "definition" && explains >= 0.5);
  const quarter = ({ cause, explains }: DiagnosisEvidence) => {
    const explained = cause === "funnel step" && path ? Math.min(explains, path.explains) : explains;
    return Math.min(3, Math.floor(4 * explained)) + (isOfDefinition && cause === "definition" ? 1 : 0);
  };
  return [...evidence].sort((a, b) => quarter(b) - quarter(a) || ORDER.indexOf(a.cause) - ORDER.indexOf(b.cause));
}

/** These say where members are lost, not that they are not. */
function isWhere(cause: DiagnosisCause): boolean {
  return cause === "paths" || cause === "funnel step";
}

/** Whether it is known where most of a true effect comes about: then that is what is reported. */
function isLocated(sure: readonly DiagnosisEvidence[], left: number): boolean {
  return sure.some(({ cause, explains }) => isWhere(cause) && explains >= 0.75 * left);
}

/** Why a cause is not reported. */
export function whyNot(one: Looked): string {
  if ("unknown" in one) return one.unknown;
  if (one.explains < LEAST_SHARE) return "it accounts for less than a tenth of what is missing";
  return "what there is of it may be chance";
}
