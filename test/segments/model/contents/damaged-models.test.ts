import { describe, expect, test } from "vitest";
import { type FitSegmentsOptions, fitSegments, loadSegments, ModelFormatError } from "../../../../src";
import { decodeArtefact, encodeArtefact, type Tree } from "../../../../src/segments/file/artefact";
import { modelParts } from "../../../../src/segments/model/model-tree";
import { demoEvents } from "../../../helpers/demo-paths";
import { size } from "../../../helpers/size";

const { events } = await demoEvents(size(60, 120));
const halves = {
  method: "halves",
  cluster: async ({ rows }: { rows: number }) => ({ labels: Array.from({ length: rows }, (_, i) => (i % 3) - 1) }),
};

const MODELS: readonly [string, FitSegmentsOptions][] = [
  [
    "HDBSCAN on UMAP",
    {
      embedding: "order",
      reduction: "umap",
      clustering: "hdbscan",
      sequences: {
        prepare: [
          { step: "markers", lostAfter: "14d" },
          { step: "dropRobots", maxShare: 0.5 },
        ],
      },
    },
  ],
  [
    "k-means on PCA",
    { embedding: "ngrams", reduction: "pca", clustering: { method: "kmeans", k: 3 }, projection: false },
  ],
  ["a mixture of chains", { clustering: { method: "markov-mixture", segments: 2 }, projection: false }],
  ["a clusterer of the user's own", { embedding: "word2vec", reduction: false, clustering: halves, projection: "pca" }],
];

type Fields = Record<string, Tree>;
/** Keys and positions that lead to a part of a model. */
type Path = readonly (string | number)[];

describe.each(MODELS.slice(0, size(1, MODELS.length)))("%s", async (_, options) => {
  const model = await fitSegments(events, { ...options, seed: 7 });
  const tree = (await decodeArtefact(await model.toBytes())) as Fields;
  const paths = pathsOf(tree).filter(isChecked);

  test("any part that is something else is named", () => {
    expect(paths.length).toBeGreaterThan(150);
    for (const path of paths) {
      const damaged = replaced(tree, path, wrongFor(at(tree, path)));
      expect(messageOf(damaged), textOf(path)).toMatch(damagedAt(path));
    }
  });

  test("any part that is missing is named, if it has to be there", () => {
    const missing = paths.filter((path) => typeof path.at(-1) === "string" && !MAY_BE_ABSENT.test(textOf(path)));
    for (const path of missing)
      expect(messageOf(replaced(tree, path, undefined)), textOf(path)).toMatch(damagedAt(path));
    expect(missing.length).toBeGreaterThan(100);
  });

  test("arrays of numbers that do not fit each other are named", () => {
    const arrays = paths.filter(
      (path) => ArrayBuffer.isView(at(tree, path)) && (at(tree, path) as Int32Array).length > 1,
    );
    for (const path of arrays.filter((path) => path[0] !== "embedder")) {
      const shorter = replaced(tree, path, (at(tree, path) as Int32Array).slice(1));
      expect(messageOf(shorter), textOf(path)).toMatch(/^the model file is damaged: "/);
    }
    expect(arrays.length).toBeGreaterThan(6);
  });

  test("a file of such a tree is refused as it is loaded", async () => {
    const bytes = await encodeArtefact(replaced(tree, ["clusterer", "placer", "method"], "oracle"));
    await expect(loadSegments(bytes)).rejects.toThrow(
      new ModelFormatError(
        'the model file is damaged: "clusterer.placer.method" expected "divided" or "engine" or "hdbscan" or "means" or "merged" or "most-probable" or "nearest-member" or "rest", got "oracle"',
      ),
    );
  });
});

test("numbers out of bounds are named", async () => {
  const model = await fitSegments(events, { ...MODELS[0]![1], seed: 7 });
  const tree = (await decodeArtefact(await model.toBytes())) as Fields;
  const wrong = (path: Path, position: number, value: number) => {
    const array = (at(tree, path) as Int32Array).with(position, value);
    return messageOf(replaced(tree, path, array));
  };
  const rows = model.sequences.weights.length;
  const said = 'the model file is damaged: "';
  expect(wrong(["clusterer", "labels"], 3, 99)).toBe(
    `${said}clusterer.labels" expected numbers >= -1 and <= ${model.segments.length - 1}, got 99`,
  );
  expect(wrong(["sequences", "rowOf"], 0, rows)).toBe(
    `${said}sequences.rowOf" expected numbers >= -1 and <= ${rows - 1}, got ${rows}`,
  );
  expect(wrong(["sequences", "tokens"], 0, 4000)).toMatch(`${said}sequences.tokens" expected`);
  expect(wrong(["sequences", "offsets"], 1, 100_000)).toMatch(
    `${said}sequences.offsets" expected ascending numbers, got`,
  );
  expect(wrong(["clusterer", "placer", "condensedTree", "child"], 0, -7)).toMatch(
    `${said}clusterer.placer.condensedTree.child" expected numbers >= 0`,
  );
  expect(messageOf(replaced(tree, ["segments", 0, "paths", "exemplars", 0, "row"], rows))).toBe(
    `${said}segments[0].paths.exemplars[0].row" expected an integer >= 0 and <= ${rows - 1}, got ${rows}`,
  );
});

/** The state of an embedder is that of its own module, options are kept as they were given. */
function isChecked([part, of, ...below]: Path): boolean {
  return part === "embedder" ? below.length === 0 : !(part === "origin" && of === "options" && below.length > 0);
}

/** What may be left out of a file: undefined where there is none. */
const MAY_BE_ABSENT =
  /^(noise|projection|prefixLaws|prefixLaws\.regression|calibration|reference|nearest|report\.clustering\.placed(Of|Share)?|calibration\.nearest|calibration\.refits\.nearest|calibration\.refits|distortion|clusterer\.persistence|sequences\.durations|report\.events|report\.events\.times|selection\.sample)$|stability$|separation$|minClusterSize$|minSamples$|clusterSelectionMethod$|texts$|timeUnit$|transitionBits$|words\.(keywords|namedBy|audit)$/;

/** Every part: of lists the first two items, of arrays of numbers the whole. */
function pathsOf(value: Tree, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return path.length > 0 ? [path] : [];
  const below = Array.isArray(value)
    ? value.slice(0, 2).flatMap((item, i) => pathsOf(item, [...path, i]))
    : Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]));
  return path.length > 0 ? [path, ...below] : below.filter(([key]) => key !== "kernels");
}

function at(value: Tree, path: Path): Tree {
  return path.reduce<Tree>((found, key) => (found as Fields)[key], value);
}

/** A copy in which one part is another. */
function replaced(value: Tree, [key, ...rest]: Path, by: Tree): Tree {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Fields) }) as Fields;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** A value of another kind. */
function wrongFor(value: Tree): Tree {
  return typeof value === "string" ? 7.5 : value === null ? false : "?";
}

function messageOf(tree: Tree): string {
  try {
    modelParts(tree);
  } catch (error) {
    if (error instanceof ModelFormatError) return error.message;
    throw error;
  }
  return "it is taken for a model";
}

/** The part itself, or what it is in. */
function damagedAt(path: Path): RegExp {
  const names = path.map((_, i) => textOf(path.slice(0, i + 1)).replace(/[.[\]]/g, "\\$&"));
  return new RegExp(`^the model file is damaged: "(${names.join("|")})" expected `);
}

function textOf(path: Path): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`)).join("");
}
