import { defineConfig } from "vitest/config";

/** What Node 20 cannot run, run by a newer one: see servers/run-by-newer-node.ts. */
export default defineConfig({ test: { include: ["test/gates/**/*.newer-node.ts"] } });
