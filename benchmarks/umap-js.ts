// As `umap`, beside the npm package umap-js.
import benchmark from "./umap";

const beside: typeof benchmark = {
  ...benchmark,
  cases: (quick) =>
    (quick ? [1_000] : [1_000, 10_000]).map((n) => ({
      case: `${n} x 32 to 2, trustworthiness`,
      params: { points: { n, d: 32 }, nComponents: 2, judge: "trustworthiness" },
    })),
  peer: "peers/umap-js.ts",
};

export default beside;
