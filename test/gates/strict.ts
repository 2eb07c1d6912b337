import { createRequire } from "node:module";

export const TSC = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** Compiler options of the strictest project: it checks the declarations of its libraries and has no types of Node. */
export const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
};
