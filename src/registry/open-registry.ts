import { readOptions, wrongType } from "../core/internal";
import type { StateStore } from "../stores";
import { folderShelf } from "./log/folder-shelf";
import { storeShelf } from "./log/store-shelf";
import { REGISTRY_OPTIONS, type RegistryOptions } from "./options";
import { Registry } from "./registry";

/**
 * Opens a registry of models: versions that never change, which of them is the champion, which segment answers for one that is
 * gone, and a log of who did what and why. Any number of processes may share it.
 *
 * @param place a store of `seqment/stores`, or a folder, whose file system must know hard links; what is not there yet is made by
 *   the first write.
 * @param options the clock, and who writes.
 * @returns the registry; its methods throw ModelFormatError where its log is damaged, but for `verify`, which says where.
 * @throws TypeError when it is no such place, or there is no clock.
 * @example
 * const registry = await openRegistry(memoryStore({ now: Date.now }), { now: Date.now, by: "ann" });
 * const model = await loadSegments("players.seqment");
 * const version = await registry.register(model, { why: "the first model" });
 * version.status; // "draft"
 */
export async function openRegistry(place: StateStore | string | URL, options: RegistryOptions): Promise<Registry> {
  const { now, by, name } = readOptions(options, REGISTRY_OPTIONS);
  if (now === undefined) throw wrongType("now", REGISTRY_OPTIONS.now.expected, undefined);
  const shelf = isStore(place) ? storeShelf(place, name) : folderShelf(place);
  return new Registry(shelf, { now, by });
}

function isStore(place: unknown): place is StateStore {
  const { getMany, putMany, scan } = (place ?? {}) as Partial<StateStore>;
  return [getMany, putMany, scan].every((method) => typeof method === "function");
}
