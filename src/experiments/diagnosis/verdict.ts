import type { DiagnosisCause, DiagnosisEvidence } from "./evidence";

/** The diagnosis in words, and what to do about it. */
export interface DiagnosisVerdict {
  readonly verdict: string;
  readonly advice: string;
}

const WORDS: Readonly<Record<DiagnosisCause, DiagnosisVerdict>> = {
  definition: {
    verdict: "does worse because its label describes the past",
    advice: "Use the refined definition, and judge by those who meet it.",
  },
  "regression to the mean": {
    verdict: "seems to do worse because its members were picked at a high",
    advice: "Change nothing for this. Judge the segment by a period that did not pick its members.",
  },
  "uncertain members": {
    verdict: "does worse because of members who hardly belong to it",
    advice: "Judge and treat the members with a confidence of 0.8 or more; fit again if many are below.",
  },
  mix: {
    verdict: "does worse because it is made up otherwise",
    advice: "Ask why other kinds of users come, and compare each kind with itself.",
  },
  drift: {
    verdict: "does worse because its members behave otherwise than when they were labeled",
    advice: "Fit the segments again on recent data, and see who is in it then.",
  },
  everybody: {
    verdict: "does worse, as everybody does",
    advice: "Look for the reason outside the segment: a season, prices, an outage.",
  },
  "not delivered": {
    verdict: "does worse because the treatment did not reach it",
    advice: "Mend the delivery and run the experiment again; this one says nothing of the treatment.",
  },
  imbalance: {
    verdict: "cannot be judged by this experiment, for its arms were not alike",
    advice: "Find out how users got into the arms, and run the experiment again.",
  },
  underpowered: {
    verdict: "cannot be judged yet, for it has too few members",
    advice: "Go on until there are enough members, or decide by the effect on all users.",
  },
  "funnel step": {
    verdict: "does worse because members are lost at one step",
    advice: "Look at that step first: what changed there, and for whom.",
  },
  paths: {
    verdict: "does worse because of a path that more members take",
    advice: "Take away what leads members onto that path.",
  },
  "true effect": {
    verdict: "really does worse",
    advice: "Take the change back for this segment, or leave it out of the treatment.",
  },
};

/** The words of what was found, by the evidence that accounts for most. */
export function verdictOf(segment: string, isWorse: boolean, evidence: readonly DiagnosisEvidence[]): DiagnosisVerdict {
  if (!isWorse) {
    return { verdict: `Nothing found: ${segment} does no worse than it should.`, advice: "Nothing to be done." };
  }
  const first = evidence[0];
  if (first === undefined) {
    return {
      verdict: `Nothing found: ${segment} does worse, but no cause can be distinguished from chance.`,
      advice: "Give more of what is known of the users, or wait for more of them.",
    };
  }
  const { verdict, advice } = WORDS[first.cause];
  return { verdict: `${segment} ${verdict}.`, advice };
}
