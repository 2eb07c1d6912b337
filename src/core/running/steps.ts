import type { Checkpoint } from "./progress";

/**
 * Work that can pause: it yields often, each time the share that is done (0 where unknown), and
 * returns its result. Other such work is a part of it by `yield*`.
 */
export type Steps<T> = Generator<number, T, void>;

/** Does the work in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does the work, passing the checkpoint whenever it yields. */
export async function follow<T>(steps: Steps<T>, at: Checkpoint): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    const pause = at.pass(value);
    if (pause) await pause;
  }
}
