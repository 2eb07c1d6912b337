/** Follows a signal even while waiting for the source; the source is asked to stop. */
export async function* abortable<T>(items: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  if (signal === undefined) {
    yield* items;
    return;
  }
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
  });
  aborted.catch(() => {});
  signal.addEventListener("abort", abort);
  const iterator = items[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const item = await Promise.race([iterator.next(), aborted]);
      ended = item.done === true;
      if (item.done) return;
      yield item.value;
    }
  } finally {
    signal.removeEventListener("abort", abort);
    if (!ended) {
      (items as { destroy?: () => void }).destroy?.();
      void (async () => iterator.return?.())().catch(() => {}); // not awaited: it may wait for the item we gave up
    }
  }
}
