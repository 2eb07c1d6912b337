/** A run of n equal actions falls into the last of these that begins at or below n: `ACTION×3-5`. */
export const RUN_BUCKETS = [
  { from: 1, suffix: "" },
  { from: 2, suffix: "×2" },
  { from: 3, suffix: "×3-5" },
  { from: 6, suffix: "×6-10" },
  { from: 11, suffix: "×11+" },
] as const;

/** Number of buckets. */
export const REPEAT_BUCKETS = RUN_BUCKETS.length;

/** The bucket of a run of `length` equal actions. */
export function repeatBucket(length: number): number {
  let bucket = 0;
  while (bucket + 1 < RUN_BUCKETS.length && length >= RUN_BUCKETS[bucket + 1]!.from) bucket++;
  return bucket;
}

/** The token of an action repeated as often as the bucket says. */
export function repeatToken(action: string, bucket: number): string {
  return action + RUN_BUCKETS[bucket]!.suffix;
}
