// fitSegments with an embedder, no reduction, and a clusterer of one's own: users by the number of purchases.
import { customEmbedder, fitSegments } from "seqment";

const purchases = customEmbedder(
  (lists) => lists.map((actions) => [actions.filter((action) => action === "BUY").length]),
  { dimensions: 1, method: "purchases" },
);
const lists = Array.from({ length: 90 }, (_, user) => ["OPEN", ...Array<string>(user % 3).fill("BUY"), "CLOSE"]);

const model = await fitSegments(lists, {
  embedding: purchases,
  reduction: false,
  clustering: {
    method: "number of purchases",
    cluster: async ({ data }) => ({ labels: Int32Array.from(data) }),
  },
});
for (const { name, size } of model.segments) console.log(`${name}: ${size} users`);
