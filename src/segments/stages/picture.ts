import type { Matrix } from "../../core";
import { pickRows, randomStream } from "../../core/internal";
import { queryNeighbors } from "../../neighbors";
import type { RunOptions } from "../../parallel";
import { type AlignTo, distortion, pca } from "../../projection";
import { alignedOnto } from "../../projection/internal";
import type { LayOut, UmapSettings } from "./umap-layout";

/** The 2-D picture of the distinct sequences. */
export interface Picture {
  readonly projection: Matrix | undefined;
  /** For each row how wrong the picture is around it, in [0, 1] ({@link distortion}); undefined without a picture. */
  readonly distortion: Float32Array | undefined;
}

/** Rows whose distortion is measured; exact measures grow with their square. */
const MEASURED = 2000;
const NEIGHBORHOOD = 15;

/** Draws the picture from the vectors as they were before the reduction, and measures where it is wrong. */
export async function drawPicture(
  vectors: Matrix,
  weights: Float64Array,
  { projection: asked, seed, alignTo }: PictureSettings,
  layOut: LayOut,
  run: RunOptions,
): Promise<Picture> {
  if (asked === false) return { projection: undefined, distortion: undefined };
  if (asked.method === "pca") {
    const { embedding: found } = await pca(vectors, { nComponents: Math.min(2, vectors.cols), weights, ...run });
    const embedding = alignTo && alignTo.coordinates.cols === found.cols ? await alignedOnto(found, alignTo) : found;
    return { projection: embedding, distortion: await distortionOf(vectors, embedding, "euclidean", seed, run) };
  }
  const { method: _, ...settings } = asked;
  const { embedding } = await layOut(vectors, { ...settings, nComponents: 2, seed, ...onto(alignTo) }, run);
  return { projection: embedding, distortion: await distortionOf(vectors, embedding, settings.metric, seed, run) };
}

/** Earlier places, where they are in two dimensions. */
function onto(alignTo: Aligning | undefined): { readonly alignTo?: Aligning } {
  return alignTo?.coordinates.cols === 2 ? { alignTo } : {};
}

type Aligning = AlignTo & { readonly coordinates: Matrix };

/** How it is drawn; `false` for no picture. */
interface PictureSettings {
  /** Where some of the rows stood in an earlier picture. */
  readonly alignTo?: Aligning | undefined;
  readonly projection: false | { readonly method: "pca" } | UmapPicture;
  readonly seed: number;
}

interface UmapPicture extends Pick<UmapSettings, "nNeighbors" | "minDist"> {
  readonly method: "umap";
  readonly metric: "cosine" | "euclidean";
}

/** Exact among at most 2,000 rows drawn at random; each other row takes the figure of the nearest of them in the picture. */
async function distortionOf(
  vectors: Matrix,
  projection: Matrix,
  metric: "cosine" | "euclidean",
  seed: number,
  run: RunOptions,
): Promise<Float32Array> {
  const drawn = drawRows(vectors.rows, seed);
  const k = Math.min(NEIGHBORHOOD, drawn.length - 1);
  if (k < 1) return new Float32Array(vectors.rows);
  const seen = pickRows(projection, drawn);
  const { distortion: wrong } = await distortion(pickRows(vectors, drawn), seen, { k, metric, ...run });
  if (drawn.length === vectors.rows) return Float32Array.from(wrong);
  const { indices } = await queryNeighbors(seen, projection, { k: 1, ...run });
  return Float32Array.from(indices, (nearest) => wrong[nearest]!);
}

/** At most {@link MEASURED} of 0 .. rows - 1, ascending: those with the smallest random numbers. */
function drawRows(rows: number, seed: number): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, i) => i);
  if (rows <= MEASURED) return all;
  const stream = randomStream(seed, "segments/distortion");
  const draws = Float64Array.from(all, (i) => stream.uniform(i, 0));
  return all
    .sort((a, b) => draws[a]! - draws[b]! || a - b)
    .slice(0, MEASURED)
    .sort();
}
