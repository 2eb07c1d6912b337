import type { Checkpoint } from "./internal";

const BLOCK = 20_000;

/**
 * Calls `work` for 0 .. count - 1 and passes the checkpoint from time to time.
 *
 * @param work returns how much work the item was, in about as many steps as tokens were read.
 */
export async function forEachYielding(count: number, at: Checkpoint, work: (item: number) => number): Promise<void> {
  let done = 0;
  for (let item = 0; item < count; item++) {
    done += 1 + work(item);
    if (done < BLOCK) continue;
    done = 0;
    const pause = at.pass((item + 1) / count);
    if (pause) await pause;
  }
}
