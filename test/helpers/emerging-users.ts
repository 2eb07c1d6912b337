import { emergingSegments } from "../../src/monitoring";
import { fitSegments } from "../../src/segments";
import { demoEvents, pathsOf } from "./demo-paths";

/** A model, users like those it was fitted to, and twelve of 3% who do what nobody did before. */
export async function emergingUsers() {
  const paths = pathsOf((await demoEvents(200)).events);
  const later = pathsOf((await demoEvents(194, 8)).events);
  const planted = Array.from({ length: 12 }, (_, i) => [
    ...Array.from({ length: 2 + (i % 4) }, () => ["OPEN_EDITOR", "BUILD_MAP", i % 3 ? "TEST_MAP" : "SHARE_MAP"]).flat(),
    i % 2 ? "QUIT" : "START",
  ]);
  const model = await fitSegments(paths, {
    projection: "pca",
    embedding: "order",
    reduction: "pca",
    clustering: { method: "hdbscan", minClusterSize: 10 },
  });
  const found = await emergingSegments(model, [...later, ...planted]);
  return { paths, later, planted, model, found, extended: await model.extend(found) };
}
