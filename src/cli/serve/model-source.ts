import { stat } from "node:fs/promises";
import type { SuccessorMap } from "../../registry";
import { type LoadSegmentsOptions, loadSegments, type SegmentModel } from "../../segments";
import { type OpenedRegistry, openRegistryAt } from "../stores/open-registry-at";
import { schemeOf } from "../stores/store-address";

/** Where the model comes from that answers, and whether it is still the one. */
export interface ModelSource extends AsyncDisposable {
  /** What changes with the model; cheap to ask for. */
  mark(): Promise<string>;
  load(): Promise<SegmentModel>;
  /** Which segments answer for those that are gone; a file says nothing of that. */
  successors?(): Promise<SuccessorMap | undefined>;
}

/** A file, or the champion of a registry in a folder or a store. */
export async function modelSource(place: string, options: LoadSegmentsOptions): Promise<ModelSource> {
  const isRegistry = schemeOf(place) !== undefined || (await isFolder(place));
  return isRegistry ? championOf(await openRegistryAt(place), options) : fileSource(place, options);
}

/** That there is nothing is reported by the one who reads it. */
function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function fileSource(path: string, options: LoadSegmentsOptions): ModelSource {
  return {
    async mark() {
      const { ino, size, mtimeMs } = await stat(path);
      return [ino, size, mtimeMs].join(" ");
    },
    load: () => loadSegments(path, options),
    async [Symbol.asyncDispose]() {},
  };
}

function championOf(opened: OpenedRegistry, options: LoadSegmentsOptions): ModelSource {
  const { registry } = opened;
  return {
    mark: async () => (await registry.champion())?.hash ?? "",
    load: () => registry.load("champion", options),
    successors: () => registry.successors(),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
