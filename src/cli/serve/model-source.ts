import { stat } from "node:fs/promises";
import { type LoadSegmentsOptions, loadSegments, type SegmentModel } from "../../segments";

/** Where the model comes from that answers, and whether it is still the one. */
export interface ModelSource {
  /** What changes with the model; cheap to ask for. */
  mark(): Promise<string>;
  load(): Promise<SegmentModel>;
}

/** A file, or the champion of a registry in a folder. */
export async function modelSource(path: string, options: LoadSegmentsOptions): Promise<ModelSource> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false, // that there is none is told by the one who reads it
  );
  return isFolder ? championOf(path, options) : fileSource(path, options);
}

function fileSource(path: string, options: LoadSegmentsOptions): ModelSource {
  return {
    async mark() {
      const { ino, size, mtimeMs } = await stat(path);
      return [ino, size, mtimeMs].join(" ");
    },
    load: () => loadSegments(path, options),
  };
}

async function championOf(folder: string, options: LoadSegmentsOptions): Promise<ModelSource> {
  const { openRegistry } = await import("../../registry");
  const registry = await openRegistry(folder, { now: Date.now });
  return {
    mark: async () => (await registry.champion())?.hash ?? "",
    load: () => registry.load("champion", options),
  };
}
