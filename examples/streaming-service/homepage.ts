// What a homepage shows first, by segment, and how an experiment shows whether that is worth it.
import { analyzeExperiment, assignVariant, formatExperiment } from "seqment/experiments";
import type { ModelVersion } from "seqment/registry";
import { randomFrom, type Taste, type Visitor } from "./platform";

const EXPERIMENT = { key: "homepage-by-segment", variants: ["same for all", "by segment"] };

/** Rows of the homepage by the action that stands for them. */
const ROWS: readonly (readonly [action: string, row: string])[] = [
  ["CHAT", "Clips"],
  ["CLIP", "Clips"],
  ["LIVE", "Live sports"],
  ["SCORES", "Live sports"],
  ["KIDS", "For kids"],
  ["FILM", "Films"],
  ["TRAILER", "Films"],
  ["PREVIEW", "Films"],
  ["EPISODE", "Series"],
];
const LIKES: Readonly<Record<Taste, string>> = {
  series: "Series",
  films: "Films",
  kids: "For kids",
  sports: "Live sports",
  clips: "Clips",
  bots: "none",
};

/** What stands on top for a segment: chosen by its name, which is made of its own actions. */
export function homepageFor(segment: ModelVersion["segments"][number] | undefined): string {
  const found = ROWS.find(([action]) => segment?.name.toUpperCase().includes(action));
  return found?.[1] ?? "Most watched";
}

/** Minutes that a user watches: more where what he likes stands on top. It is made up, and what the experiment has to find. */
function minutesOf({ user, taste }: Visitor, shown: string): number {
  const random = randomFrom([...user].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 7));
  const base = taste === "bots" ? 0 : 40 + 30 * random();
  return base + (shown === LIKES[taste] ? 9 : 0);
}

export interface Shown {
  readonly visitor: Visitor;
  readonly segment: string;
  readonly row: string;
}

/** Effect of the homepage by segment on minutes watched. */
export async function analyzeHomepage(shown: readonly Shown[]): Promise<string> {
  const exposures = shown.map(({ visitor: { user }, segment }) => {
    return { user, segment, variant: assignVariant(user, EXPERIMENT, { segment }).variant! };
  });
  const minutes = shown.map(({ visitor, row }, i) => {
    return minutesOf(visitor, exposures[i]!.variant === "by segment" ? row : "Most watched");
  });
  const analysis = await analyzeExperiment({
    experiment: EXPERIMENT,
    exposures,
    metrics: [{ name: "minutes watched", values: minutes }],
  });
  return formatExperiment(analysis);
}
