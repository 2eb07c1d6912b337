import { oneOf, readOptions, type Schema, verbatim, wrongValue } from "../../core/internal";
import type { NamedProfile } from "../../features";
import { standaloneColors } from "../colors";
import { radarPlot } from "./radar-plot";
import { snakePlot } from "./snake-plot";

/** Options of {@link snakePlotSvg} and {@link radarPlotSvg}. */
export interface FeatureSvgOptions {
  /** Colors for a light or a dark ground. @default "light" */
  theme?: "light" | "dark" | undefined;
}

const FEATURE_SVG_OPTIONS = { theme: oneOf(["light", "dark"], "light") } satisfies Schema<FeatureSvgOptions>;

/**
 * Draws segments of features as a snake plot: for each figure, how high the median of each segment stands among all.
 *
 * @param profiles of a model of features (`model.segments`).
 * @param options the theme.
 * @returns the text of an `<svg>` element.
 * @throws RangeError when there is no profile, or on wrong options.
 * @example
 * const table = featureTable(["a", "b", "c", "d"], { visits: [1, 2, 8, 9], spent: [1, 2, 30, 40] });
 * const named = profileFeatures(table, [0, 0, 1, 1]).map((profile) => ({ ...profile, name: `${profile.segment}` }));
 * snakePlotSvg(named).startsWith("<svg"); // true
 */
export function snakePlotSvg(profiles: readonly NamedProfile[], options: FeatureSvgOptions = {}): string {
  const { theme } = readOptions(options, FEATURE_SVG_OPTIONS);
  if (profiles.length === 0) throw wrongValue("profiles", "at least one profile", verbatim("none"));
  return snakePlot(profiles, standaloneColors(theme)).text;
}

/**
 * Draws the figures of one segment as a radar plot: each spoke is a figure, the rim is the highest of all.
 *
 * @param profile of a model of features (`model.segments[0]`), with at least three figures.
 * @param options the theme.
 * @returns the text of an `<svg>` element.
 * @throws RangeError when there are fewer figures.
 * @example
 * const table = featureTable(["a", "b"], { visits: [1, 9], spent: [1, 40], days: [1, 3] });
 * const [first] = profileFeatures(table, [0, 1]);
 * radarPlotSvg({ ...first, name: "Few visits" }).startsWith("<svg"); // true
 */
export function radarPlotSvg(profile: NamedProfile, options: FeatureSvgOptions = {}): string {
  const { theme } = readOptions(options, FEATURE_SVG_OPTIONS);
  const drawn = radarPlot(profile, standaloneColors(theme));
  if (drawn === null) throw wrongValue("profile", "at least 3 figures", verbatim(String(profile.features.length)));
  return drawn.text;
}
