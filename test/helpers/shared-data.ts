import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The folder of the shared data. */
export const SHARED_DATA = resolve(root, process.env.SEQMENT_DATA ?? "../shared/data");

/**
 * Where a file of the shared data lies (`hospital_billing/events.csv.gz`); undefined, with one line that says so, where
 * it is absent. Under SEQMENT_REQUIRE_SHARED nothing may be skipped, and it throws.
 */
export function sharedData(path: string): string | undefined {
  const full = join(SHARED_DATA, path);
  if (existsSync(full)) return full;
  if (process.env.SEQMENT_REQUIRE_SHARED) throw new Error(`${path} is not in SEQMENT_DATA (${SHARED_DATA})`);
  console.log(`skipped: ${path} is not in SEQMENT_DATA (${SHARED_DATA})`);
  return undefined;
}
