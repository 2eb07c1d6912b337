import { defineConfig } from "vitest/config";

/** What Node 20 cannot run, run by a newer one: see sqlite.gate.ts. */
export default defineConfig({ test: { include: ["test/gates/stores/sqlite.newer-node.ts"] } });
