import { createHash } from "node:crypto";

/** A row of `paths`: a distinct path with its inputs; null counts those that are too short. */
export interface CountedPath {
  readonly path: string | null;
  readonly length: number;
  readonly weight: number;
}

/** The sample that SQL draws of distinct paths (`sample` of the warehouse's options), path by path. */
export function samplePaths(paths: readonly CountedPath[], sample: number, seed: number): CountedPath[] {
  return paths.flatMap((row) => {
    if (row.path === null || row.weight >= sample) return [row];
    const digest = createHash("md5").update(`${seed}:${row.path}`, "utf8").digest();
    return digest.readUInt32BE(0) % sample < row.weight ? [{ ...row, weight: sample }] : [];
  });
}
