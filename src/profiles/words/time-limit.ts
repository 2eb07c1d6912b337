import { durationText } from "../../core/internal";

/**
 * What a call gives, or the error there is: that of the call, that it took too long, or the reason for which `signal` was aborted.
 * A call that does not stop is not waited for.
 *
 * @param call gets a signal that is aborted in the last two cases.
 */
export async function withinLimit<T>(
  call: (signal: AbortSignal) => T | Promise<T>,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const stopping = new AbortController();
  const stop = () => stopping.abort(signal!.reason);
  const timer = setTimeout(() => stopping.abort(new Error(`no answer within ${durationText(ms)}`)), ms);
  signal?.addEventListener("abort", stop);
  try {
    const stopped = new Promise<never>((_, reject) => {
      stopping.signal.addEventListener("abort", () => reject(stopping.signal.reason));
    });
    return await Promise.race([Promise.resolve(stopping.signal).then(call), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/**
 * Waits.
 *
 * @throws the signal's reason, once it is aborted.
 */
export async function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await withinLimit(() => new Promise<never>(() => {}), ms, signal).catch(() => signal?.throwIfAborted());
}
