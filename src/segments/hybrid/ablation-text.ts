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
  const told = [features, embedding, hybrid].map(({ outcome }) => outcome);
  if (told.some((outcome) => outcome === undefined)) return bits;
  const shares = told.map((outcome) => `${outcome!.bits.toFixed(3)} bits (${percentText(outcome!.accuracy)} right)`);
  const mostTelling = [features, embedding, hybrid].reduce((a, b) =>
    b.outcome!.bits > a.outcome!.bits + ALIKE ? b : a,
  );
  return `${bits}. Of users not fitted to, they tell the outcome by ${shares.join(", ")}: ${mostTelling.outcome!.bits > ALIKE ? TELLING[mostTelling.blocks] : UNTOLD}`;
}

function fixed({ savedBits }: AblationRow): string {
  return savedBits.toFixed(3);
}

const SILENT = "none of them tells what users do next";
const UNTOLD = "none of them tells the outcome";

const VERDICTS: Readonly<Record<AblationRow["blocks"], string>> = {
  features: "embeddings add nothing here",
  embedding: "embeddings earn their place, and the figures add nothing to them",
  hybrid: "each adds to the other",
};

const TELLING: Readonly<Record<AblationRow["blocks"], string>> = {
  features: "for the outcome the figures are enough",
  embedding: "for the outcome the paths are what tells",
  hybrid: "for the outcome both together tell most",
};
