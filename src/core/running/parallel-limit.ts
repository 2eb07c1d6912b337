import { yieldToEventLoop } from "./progress";

type Tasks = readonly (() => Promise<unknown>)[];

/**
 * Runs tasks, at most `limit` at the same time, each begun in its turn. When one fails no other begins, and its error
 * is thrown once those under way have ended.
 *
 * @returns what the tasks returned, in their order.
 */
export async function parallelLimit<const T extends Tasks>(
  limit: number,
  tasks: T,
): Promise<{ -readonly [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
  const results: unknown[] = [];
  let next = 0;
  let failure: { error: unknown } | undefined;
  const worker = async (_: unknown, number: number) => {
    if (number > 0) await yieldToEventLoop(); // else what each does before it first yields would block as one
    while (next < tasks.length && !failure) {
      const task = next++;
      try {
        results[task] = await tasks[task]!();
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failure) throw failure.error;
  return results as never;
}
