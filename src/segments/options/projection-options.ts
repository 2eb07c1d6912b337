import { integer, number, oneOf, type Schema } from "../../core/internal";
import { stageField } from "./stage-field";

/** The 2-D picture: the name of a method, or its options; `false` for none. */
export type ProjectionOption =
  | "umap"
  | "pca"
  | false
  | { readonly method?: undefined }
  | UmapProjectionOptions
  | PcaProjectionOptions;

/** A picture by UMAP: near stays near. */
export interface UmapProjectionOptions {
  method: "umap";
  /** Size of a neighborhood. @default 15 */
  nNeighbors?: number | undefined;
  /** How close together points may stand. @default 0.1 */
  minDist?: number | undefined;
  /** How vectors are compared. @default "cosine" */
  metric?: "cosine" | "euclidean" | undefined;
}

/** A picture of the two widest directions. */
export interface PcaProjectionOptions {
  method: "pca";
}

const UMAP_PROJECTION_OPTIONS = {
  method: oneOf(["umap"]),
  nNeighbors: integer({ min: 2 }, 15),
  minDist: number({ min: 0, max: 1000 }, 0.1),
  metric: oneOf(["cosine", "euclidean"], "cosine"),
} satisfies Schema<UmapProjectionOptions>;

const PCA_PROJECTION_OPTIONS = { method: oneOf(["pca"]) } satisfies Schema<PcaProjectionOptions>;

const METHODS = { umap: UMAP_PROJECTION_OPTIONS, pca: PCA_PROJECTION_OPTIONS };

/** Reads a {@link ProjectionOption}. */
export const PROJECTION = stageField<typeof METHODS, "umap", never, false>({
  methods: METHODS,
  fallback: "umap",
  optional: true,
});
