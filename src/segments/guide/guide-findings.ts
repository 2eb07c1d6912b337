import type { RunOptions } from "../../parallel";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { LayOut } from "../stages/umap-layout";
import type { ChosenSegments } from "../survey/choose-segments";
import { clustersAlone } from "./clusters-alone";
import { type GuideReport, guideReport } from "./guide-report";

/** What a fit reports of a guide. */
export interface GuideFindings {
  readonly report: GuideReport;
  /** The name of a segment's group; undefined for a segment of which nothing was known. */
  nameOf(segment: number): string | undefined;
}

/**
 * Compares what was known with what was chosen, and with what the same pipeline finds where nothing is known.
 *
 * @param labels of all inputs.
 */
export async function guideFindings(
  { space, guided, learnt }: ChosenSegments,
  given: ChoiceSettings,
  labels: Int32Array,
  layOut: LayOut,
  run: RunOptions,
): Promise<GuideFindings | undefined> {
  const { known } = given;
  if (known === undefined || guided === undefined) return undefined;
  const alone = await clustersAlone(space, guided, learnt.weights, given, layOut, run);
  return {
    report: guideReport(known, guided, alone, learnt, labels),
    nameOf: (segment) => known.names[guided.groupOf[segment] ?? -1],
  };
}
