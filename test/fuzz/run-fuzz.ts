import { parseArgs } from "node:util";
import { fuzzCalls } from "./fuzz-calls";

/** `npm run fuzz -- --seconds 60 --seed 1`, `npm run fuzz -- --mutations 100000` */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
  },
});

const { faults, hangs, unhandled, ...counts } = await fuzzCalls(Number(values.seconds), Number(values.seed));
console.log(JSON.stringify({ ...counts, faults: faults.size, hangs: hangs.length, unhandled: unhandled.length }));
for (const [kind, { count, example, stack }] of [...faults].sort()) {
  console.log(`\nfault x${count} ${kind}\n  first by ${example}\n${stack}`);
}
for (const hang of hangs) console.log(`\nhang ${hang}`);
for (const one of unhandled) console.log(`\nunhandled ${one}`);
process.exitCode = faults.size + hangs.length + unhandled.length > 0 ? 1 : 0;
