// As `hdbscan`, beside the npm package hdbscan-ts.
import benchmark from "./hdbscan";

const beside: typeof benchmark = {
  ...benchmark,
  cases: (quick) =>
    (quick ? [1_000] : [1_000, 4_000]).map((n) => ({
      case: `blobs ${n} x 32`,
      params: { points: { kind: "blobs", n, d: 32 }, peer: "hdbscan", minClusterSize: 10, minSamples: 5 },
    })),
  peer: "peers/hdbscan-ts.ts",
};

export default beside;
