/**
 * Gathers what a stream gives while the reader is busy: the first item goes out at once, and what came meanwhile goes
 * together. At most `size` items (and one list more) are held.
 */
export async function* inBatches<T>(
  stream: AsyncIterable<T | readonly T[]>,
  size: number,
): AsyncGenerator<readonly T[], void, undefined> {
  let waiting: T[] = [];
  let failure: { readonly error: unknown } | undefined;
  let ended = false;
  let wake: () => void = () => {};
  const iterator = stream[Symbol.asyncIterator]();
  const pull = async () => {
    try {
      for (;;) {
        while (waiting.length >= size && !ended) await new Promise<void>((resolve) => (wakePuller = resolve));
        if (ended) return;
        const next = await iterator.next();
        if (next.done) break;
        if (Array.isArray(next.value)) for (const item of next.value as readonly T[]) waiting.push(item);
        else waiting.push(next.value as T);
        wake();
      }
    } catch (error) {
      failure = { error };
    }
    ended = true;
    wake();
  };
  let wakePuller: () => void = () => {};
  const pulling = pull();
  try {
    for (;;) {
      while (waiting.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
      if (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        wakePuller();
        yield batch;
      } else if (failure) throw failure.error;
      else return;
    }
  } finally {
    const wasEnded = ended;
    ended = true;
    wakePuller();
    if (wasEnded) await pulling;
    else void endStream(iterator); // it may wait for an event that never comes
  }
}

/** Notifies a stream that nobody reads on; whatever it makes of that. */
async function endStream(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // nobody is left to report to
  }
}
