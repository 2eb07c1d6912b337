import process from "node:process";
import type { Registry } from "../../registry";
import { STORE_ADDRESSES, schemeOf } from "./store-address";

/** What `<registry>` takes. */
export const REGISTRY_PLACES = `a folder, ${STORE_ADDRESSES}`;

/** Models are many megabytes: a server may take this long to send one, in milliseconds. */
const TIMEOUT = 60_000;

/** A registry, and how what it is kept in is closed. */
export interface OpenedRegistry extends AsyncDisposable {
  readonly registry: Registry;
}

/** Opens the registry in a folder or a store, with the machine's clock. */
export async function openRegistryAt(place: string, { by }: { by?: string | undefined } = {}): Promise<OpenedRegistry> {
  const { openRegistry } = await import("../../registry");
  const options = { now: Date.now, by: by ?? process.env.USER ?? "unknown" };
  if (schemeOf(place) === undefined) {
    return { registry: await openRegistry(place, options), async [Symbol.asyncDispose]() {} };
  }
  const { openStore } = await import("./open-store");
  const opened = await openStore(place, { asked: "<registry>", expected: REGISTRY_PLACES, timeout: TIMEOUT });
  return {
    registry: await openRegistry(opened.store, options),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
