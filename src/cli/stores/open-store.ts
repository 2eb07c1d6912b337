import { openPostgres } from "./open-postgres";
import { openRedis } from "./open-redis";
import { openSqlite } from "./open-sqlite";
import type { OpenedStore, StoreRequest } from "./opened-store";
import { schemeOf } from "./store-address";

type Opener = (address: string, request: StoreRequest) => Promise<OpenedStore>;

/** What opens an address, by its scheme. */
const OPENERS: ReadonlyMap<string | undefined, Opener> = new Map([
  ["redis", openRedis],
  ["rediss", openRedis],
  ["redis+unix", openRedis],
  ["postgres", openPostgres],
  ["postgresql", openPostgres],
  ["sqlite", openSqlite],
]);

/**
 * Opens the store that an address names.
 *
 * @throws RangeError when it names none; MissingDependencyError without the driver; Error when the server does not answer.
 */
export async function openStore(address: string, request: StoreRequest): Promise<OpenedStore> {
  const open = OPENERS.get(schemeOf(address));
  if (open === undefined) {
    throw new RangeError(`${request.asked} expected ${request.expected}, got "${withoutPassword(address)}"`);
  }
  return open(address, request);
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/]*@/, "//***@");
}
