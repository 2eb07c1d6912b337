import process from "node:process";

/** How often it is looked, in milliseconds. */
const EVERY = 500;

/**
 * Ends this process soon after the one that started it, however that ended. The end of standard input mostly shows it, but not
 * where another process holds the pipe as well, such as one that the parent forked.
 *
 * @param of what else aborts.
 * @returns a signal for the work, and how to stop looking.
 */
export function untilParentEnds(of: AbortSignal | undefined): Disposable & { readonly signal: AbortSignal } {
  const { ppid } = process;
  const ended = new AbortController();
  const timer = setInterval(() => {
    if (process.ppid !== ppid) ended.abort(new Error("the process that started this one has ended"));
  }, EVERY);
  timer.unref();
  const signal = of === undefined ? ended.signal : AbortSignal.any([of, ended.signal]);
  return { signal, [Symbol.dispose]: () => clearInterval(timer) };
}
