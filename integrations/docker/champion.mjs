// The champion of a registry as a file: node champion.mjs REGISTRY OUTPUT
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { openRegistry } from "seqment/registry";

const [folder, output] = process.argv.slice(2);
if (output === undefined) throw new Error("expected REGISTRY OUTPUT");
const registry = await openRegistry(folder, { now: Date.now, by: "pipeline" });
await mkdir(dirname(output), { recursive: true });
await (await registry.load("champion")).save(output);
