import { percentText } from "../../core/internal";
import type { AblationRow } from "./ablation";

/** Bits below which two numbers of them are alike. */
const ALIKE = 0.005;

/** What the comparison says about embeddings on these data, in a sentence or two. */
export function ablationText(rows: readonly AblationRow[]): string {
  const of = (blocks: AblationRow["blocks"]) => rows.find((row) => row.blocks === blocks)!;
  const [features, embedding, hybrid] = [of("features"), of("embedding"), of("hybrid")];
  const best = [features, embedding, hybrid].reduce((a, b) => (b.savedBits > a.savedBits + ALIKE ? b : a));
  const bits =
    `segments by features alone save ${fixed(features)} bits an action on what comes next, by paths alone ` +
    `${fixed(embedding)}, by both ${fixed(hybrid)}: ${best.savedBits > ALIKE ? VERDICTS[best.blocks] : SILENT}`;
  const outcomes = [features, embedding, hybrid].map(({ outcome }) => outcome);
  if (outcomes.some((outcome) => outcome === undefined)) return bits;
  const shares = outcomes.map(
    (outcome) => `${outcome!.bits.toFixed(3)} bits (${percentText(outcome!.accuracy)} right)`,
  );
  const bestOfOutcome = [features, embedding, hybrid].reduce((a, b) =>
    b.outcome!.bits > a.outcome!.bits + ALIKE ? b : a,
  );
  return `${bits}. Of users not fitted to, they predict the outcome by ${shares.join(", ")}: ${bestOfOutcome.outcome!.bits > ALIKE ? BEST_FOR_OUTCOME[bestOfOutcome.blocks] : NONE_FOR_OUTCOME}`;
}

function fixed({ savedBits }: AblationRow): string {
  return savedBits.toFixed(3);
}

const SILENT = "none of them predicts what users do next";
const NONE_FOR_OUTCOME = "none of them predicts the outcome";

const VERDICTS: Readonly<Record<AblationRow["blocks"], string>> = {
  features: "embeddings add nothing here",
  embedding: "embeddings earn their place, and the figures add nothing to them",
  hybrid: "each adds to the other",
};

const BEST_FOR_OUTCOME: Readonly<Record<AblationRow["blocks"], string>> = {
  features: "for the outcome the figures are enough",
  embedding: "for the outcome the paths are what counts",
  hybrid: "for the outcome both together say the most",
};
