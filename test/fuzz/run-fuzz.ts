import { parseArgs } from "node:util";
import { complaintsOf, runLoop, type Until } from "./run-loop";

/** `npm run fuzz -- --seconds 60 --seed 1`: wrong calls; `npm run fuzz -- --mutations 100000`: changed models. */
const { values } = parseArgs({
  options: {
    seconds: { type: "string" },
    mutations: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

const ofModels = values.mutations !== undefined;
const until: Until = {
  seconds: Number(values.seconds ?? (ofModels ? Number.POSITIVE_INFINITY : 60)),
  attempts: Number(values.mutations ?? Number.POSITIVE_INFINITY),
};
const counts = await runLoop(ofModels ? "mutation-loop.ts" : "call-loop.ts", until, Number(values.seed));
const { faults, hangs, unhandled, ...rest } = counts;
console.log(JSON.stringify({ ...rest, faults: faults.size, hangs: hangs.length, unhandled: unhandled.length }));
console.log(complaintsOf(counts));
process.exitCode = faults.size + hangs.length + unhandled.length > 0 ? 1 : 0;
