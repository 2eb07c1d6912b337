import { labelCount } from "../../core/internal";
import type { Tree } from "../file/artefact";
import { between, damaged, fields, matrixOf, numbers, oneOfTexts, record } from "../file/shape";
import { answersShape } from "../model/contents/calibration-shape";
import { restoreDivided } from "./divided-placer";
import { restoreEnginePlacer } from "./engine-placer";
import { hdbscanPlacer, predictorShape } from "./hdbscan-placer";
import { type MeansState, meansPlacer } from "./means-clusterer";
import { mergedPlacer } from "./merged-placer";
import { mostProbablePlacer } from "./most-probable-placer";
import { type NearestMemberState, nearestMemberPlacer } from "./nearest-member";
import type { Placer } from "./placer";
import { restPlacer } from "./rest-placer";

/** What a placer must fit: columns of the reduced vectors, and segments of the model. */
interface Fitting {
  readonly dimensions: number;
  readonly segments: number;
}

/**
 * Makes a placer again from its {@link Placer.state}.
 *
 * @throws ModelFormatError naming the part that is damaged.
 */
export function restorePlacer(state: Tree, path: string, { dimensions, segments }: Fitting): Placer {
  const { method, ...rest } = fields(state, path);
  const training = () => matrixOf(undefined, dimensions)(rest.training, `${path}.training`);
  switch (
    oneOfTexts(["divided", "engine", "hdbscan", "means", "merged", "most-probable", "nearest-member", "rest"])(
      method,
      `${path}.method`,
    )
  ) {
    case "divided":
      return restoreDivided(rest, path, segments, (whole, at, count) =>
        restorePlacer(whole, at, { dimensions, segments: count }),
      );
    case "engine":
      return restoreEnginePlacer(rest, path, { dimensions, segments });
    case "rest":
      return restPlacer(restorePlacer(rest.placer, `${path}.placer`, { dimensions, segments }), {
        least: between(0, 1)(rest.least, `${path}.least`),
        answers: answersShape(segments)(rest.answers, `${path}.answers`),
      });
    case "merged": {
      const groupOf = numbers("Int32Array", undefined, 0, segments - 1)(rest.groupOf, `${path}.groupOf`);
      const parts = restorePlacer(rest.placer, `${path}.placer`, { dimensions, segments: groupOf.length });
      return mergedPlacer(parts, groupOf);
    }
    case "most-probable":
      return mostProbablePlacer(training());
    case "means": {
      const centers = matrixOf(undefined, dimensions)(rest.centers, `${path}.centers`);
      return meansPlacer({
        training: training(),
        centers,
        segmentOf: numbers("Int32Array", centers.rows, -1, segments - 1)(rest.segmentOf, `${path}.segmentOf`),
      } satisfies MeansState);
    }
    case "nearest-member": {
      const vectors = matrixOf(undefined, dimensions)(rest.vectors, `${path}.vectors`);
      return nearestMemberPlacer(
        record<NearestMemberState>({
          vectors: matrixOf(),
          labels: numbers("Int32Array", vectors.rows, -1, segments - 1),
          probabilities: numbers("Float64Array", vectors.rows, 0, 1),
        })(rest, path),
      );
    }
    default: {
      const predictor = predictorShape(dimensions)(rest, path);
      const found = labelCount(predictor.labels);
      if (found > segments) throw damaged(`${path}.labels`, `${segments} segments at most`, found);
      return hdbscanPlacer(predictor);
    }
  }
}
