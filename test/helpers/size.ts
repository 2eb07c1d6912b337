/** Tests run at the sizes that a release must pass (.ci/run sets this) instead of those of daily work. */
const THOROUGH = process.env.SEQMENT_THOROUGH !== undefined;

/** How many users, rows or runs a test takes: a few in daily work, so that `npm test` is quick; all of them in `.ci/run`. */
export function size(daily: number, thorough: number): number {
  return THOROUGH ? thorough : daily;
}
