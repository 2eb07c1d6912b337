// One tree, every minimum size: coarse to fine segmentations of a hospital's billing cases, and one of them picked.
//   SEQMENT_DATA=PATH npx tsx examples/hdbscan-layers.ts
import { existsSync } from "node:fs";
import { buildSequences, hdbscan, labelsOfInputs, readEvents, summarizeSegments } from "seqment";
import { relabel } from "seqment/clustering";
import { poolSequences, trainWord2Vec } from "seqment/embedding";
import { pca } from "seqment/projection";

const file = `${process.env.SEQMENT_DATA ?? "../shared/data"}/hospital_billing/events.csv.gz`;
if (!existsSync(file)) console.log(`skipped: there is no ${file}; SEQMENT_DATA names the folder`);
else await showLayers();

async function showLayers(): Promise<void> {
  const columns = { user: "user_id", action: "event", time: "timestamp" };
  const sequences = await buildSequences(await readEvents(file, columns), { collapseRepeats: true });
  const pooled = await poolSequences(sequences, await trainWord2Vec(sequences, { vectorSize: 32 }));
  const { weights } = sequences;
  const { embedding } = await pca(pooled.embedding, { nComponents: 8, weights });

  const result = await hdbscan(embedding, { minClusterSize: "most-persistent", minSamples: 50, weights });
  for (const { minClusterSize, clusters, persistence, labels } of result.layers ?? []) {
    const noise = labels.reduce((sum, label, row) => sum + (label < 0 ? weights[row]! : 0), 0);
    console.log(
      `from ${minClusterSize} cases: ${clusters} clusters, ${noise} cases in none, persistence ${persistence}` +
        (minClusterSize === result.chosen.minClusterSize ? "  <- the most persistent" : ""),
    );
  }

  console.log(result.reason);

  // The coarsest with at least four clusters; the tree is cut again, no distance is computed.
  const layer = result.layers?.find(({ clusters }) => clusters >= 4);
  if (layer === undefined) return;
  const picked = relabel(result, { minClusterSize: layer.minClusterSize, clusterSelectionMethod: "leaf" });
  const labels = labelsOfInputs(sequences, picked.labels);
  for (const { name, size, summary } of await summarizeSegments(sequences, labels, { unit: "case" })) {
    console.log(`\n${name} (${size} cases)\n  ${summary}`);
  }
}
