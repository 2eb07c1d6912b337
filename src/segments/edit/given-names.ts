import type { HistoryStep, ModelParts } from "../model/model-parts";

/** Names that people gave, by id. */
export function namesGiven(history: readonly HistoryStep[]): Map<string, string> {
  return new Map(history.flatMap(({ edit }) => edit.renamed.map(({ id, to }) => [id, to] as const)));
}

/** Names that a guide gave, by id. */
export function namesOfGuide({ report, segments, lineage }: ModelParts): Map<string, string> {
  const named = (report.guide?.groups ?? []).flatMap(({ name, segment }) =>
    name !== null && segments[segment]?.name === name ? [[lineage.ids[segment]!, name] as const] : [],
  );
  return new Map(named);
}
