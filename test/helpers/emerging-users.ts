import { emergingSegments } from "../../src/monitoring";
import { fitSegments } from "../../src/segments";
import { demoEvents, pathsOf } from "./demo-paths";
import { size } from "./size";

/** A model, users like those it was fitted to, and twelve who do what nobody did before. */
export async function emergingUsers() {
  const users = size(80, 200);
  const paths = pathsOf((await demoEvents(users)).events);
  const later = pathsOf((await demoEvents(users - 6, 8)).events);
  const planted = Array.from({ length: 12 }, (_, i) => [
    ...Array.from({ length: 2 + (i % 4) }, () => ["OPEN_EDITOR", "BUILD_MAP", i % 3 ? "TEST_MAP" : "SHARE_MAP"]).flat(),
    i % 2 ? "QUIT" : "START",
  ]);
  const model = await fitSegments(paths, {
    projection: "pca",
    embedding: "order",
    reduction: "pca",
    clustering: { method: "hdbscan", minClusterSize: size(6, 10) },
  });
  const found = await emergingSegments(model, [...later, ...planted]);
  return { paths, later, planted, model, found, extended: await model.extend(found) };
}
