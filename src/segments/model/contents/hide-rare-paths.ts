import { raggedOf, raggedRow, unitsText } from "../../../core/internal";
import type { SegmentProfile } from "../../../profiles";
import type { TokenizedSequences } from "../../../sequences";
import type { ModelParts } from "../model-parts";

/**
 * A model without the actions of paths that fewer than `least` users (or sessions) took: in profiles, in pictures of it, and
 * in its file. Their vectors stay, so that it assigns as before.
 */
export function hideRarePaths(parts: ModelParts, least: number): ModelParts {
  const { sequences, report } = parts;
  const hidden = sequences.weights.reduce((count, weight) => count + (weight < least ? 1 : 0), 0);
  if (hidden === 0) return parts;
  const note =
    `the actions of ${unitsText(hidden, "distinct path")} that fewer than ${least} took are hidden: ` +
    "what is counted from now on leaves them out";
  const { texts } = report.embedding;
  return {
    ...parts,
    sequences: { ...sequences, ...shownRows(sequences, least), clock: undefined },
    segments: parts.segments.map((profile) => shownProfile(profile, least)),
    noise: parts.noise && shownProfile(parts.noise, least),
    report: {
      ...report,
      embedding: { ...report.embedding, texts: texts && { ...texts, examples: [] } },
      notes: [...report.notes, note],
    },
  };
}

function shownRows(sequences: TokenizedSequences, least: number) {
  const nothing = new Uint32Array();
  return raggedOf(
    Array.from(sequences.weights, (weight, row) => (weight < least ? nothing : raggedRow(sequences, row))),
  );
}

function shownProfile(profile: SegmentProfile, least: number): SegmentProfile {
  const { medoid, exemplars, borderline } = profile.paths;
  const shown = ({ members }: { readonly members: number }) => members >= least;
  return {
    ...profile,
    paths: {
      ...profile.paths,
      medoid: medoid && shown(medoid) ? medoid : null,
      exemplars: exemplars.filter(shown),
      borderline: borderline.filter(shown),
    },
  };
}
