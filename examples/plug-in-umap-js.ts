// Another library's projection in place of ours, through the public interface: the npm package umap-js reduces the vectors before
// they are clustered. It lays out anew what it is given, so the embedding of a training vector is remembered, and a new
// vector gets that of the training vector nearest to it.
//   npm install umap-js && npx tsx examples/plug-in-umap-js.ts
import { fitSegments, type Matrix, type Reducer } from "seqment";
import { queryNeighbors } from "seqment/neighbors";
import type { FittedReducer } from "seqment/segments";

const library = await import("umap-js").catch(() => undefined);
if (library === undefined) console.log("skipped: umap-js is not installed. Run: npm install umap-js");
else await fitWith(library);

async function fitWith({ UMAP }: typeof import("umap-js")): Promise<void> {
  const reducer: Reducer = {
    method: "umap-js",
    async fit(vectors) {
      const points = Array.from({ length: vectors.rows }, (_, i) => [...row(vectors, i)]);
      const nNeighbors = Math.min(10, points.length - 1);
      const layout = new UMAP({ nComponents: 2, nNeighbors, random: generator(7) }).fit(points);
      const embedding = { data: Float32Array.from(layout.flat()), rows: layout.length, cols: 2 };
      return { embedding, fitted: nearestOf(vectors, embedding) };
    },
  };

  const lists = Array.from({ length: 120 }, (_, user) => {
    const detours = [`DETOUR_${user % 10}`, `DETOUR_${user % 7}`];
    return user % 2 === 0
      ? ["START", "LEVEL_FAIL", ...detours, "LEVEL_FAIL", "BUY_BOOST", "LEVEL_PASS"]
      : ["START", "DAILY_REWARD", "GUILD_CHAT", ...detours, "GUILD_CHAT"];
  });
  const model = await fitSegments(lists, {
    reduction: reducer,
    clustering: { method: "hdbscan", minClusterSize: 10 },
    seed: 7,
  });
  for (const { name, size } of model.segments) console.log(`${name}: ${size} users`);
  const [assigned] = await model.assign([lists[1]!]);
  console.log("a user seen in training:", assigned?.name ?? "no segment");
}

function nearestOf(vectors: Matrix, embedding: Matrix): FittedReducer {
  return {
    method: "umap-js",
    async transform(others, run) {
      const { indices } = await queryNeighbors(vectors, others, { k: 1, ...run });
      return {
        data: Float32Array.from([...indices].flatMap((i) => [...row(embedding, i)])),
        rows: others.rows,
        cols: 2,
      };
    },
    state: () => undefined,
  };
}

function row({ data, cols }: Matrix, i: number): Float32Array {
  return data.subarray(i * cols, (i + 1) * cols);
}

/** Numbers in [0, 1) from a seed: a linear congruential generator. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
