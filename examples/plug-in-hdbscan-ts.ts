// Another library's clusterer in place of ours, through the public interface: the npm package hdbscan-ts.
//   npm install hdbscan-ts && npx tsx examples/plug-in-hdbscan-ts.ts
import { type Clusterer, fitSegments } from "seqment";

const library = await import("hdbscan-ts").catch(() => undefined);
if (library === undefined) console.log("skipped: hdbscan-ts is not installed. Run: npm install hdbscan-ts");
else await fitWith(library);

async function fitWith({ HDBSCAN }: typeof import("hdbscan-ts")): Promise<void> {
  const clusterer: Clusterer = {
    method: "hdbscan-ts",
    async cluster({ data, rows, cols }) {
      const points = Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
      return { labels: new HDBSCAN({ minClusterSize: 5, minSamples: 3 }).fit(points) };
    },
  };

  // Two habits, each with a few detours of its own.
  const lists = Array.from({ length: 60 }, (_, user) => {
    const detour = `DETOUR_${user % 12}`;
    return user % 2 === 0
      ? ["START", "LEVEL_FAIL", detour, "LEVEL_FAIL", "BUY_BOOST", "LEVEL_PASS"]
      : ["START", "DAILY_REWARD", "GUILD_CHAT", detour, "GUILD_CHAT"];
  });
  const model = await fitSegments(lists, { clustering: clusterer, reduction: false });
  for (const { name, size } of model.segments) console.log(`${name}: ${size} users`);
  const [assigned] = await model.assign(["START -> DAILY_REWARD -> GUILD_CHAT"]);
  console.log("a newcomer:", assigned?.name ?? "no segment");
}
