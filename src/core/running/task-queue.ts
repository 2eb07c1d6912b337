/** What a platform has of the ways to wait for a turn of the event loop. */
type Platform = Partial<Pick<typeof globalThis, "setImmediate" | "MessageChannel" | "setTimeout">>;

/**
 * What calls a function after other tasks had a turn. The platform's means is taken now, and stays: timers that a test
 * fakes later would never come. A browser's `setTimeout` waits 4 ms each time, so messages come before it; in Node, which
 * has `setImmediate`, messages would starve timers.
 */
export function taskQueue({ setImmediate, MessageChannel, setTimeout }: Platform): (call: () => void) => void {
  if (setImmediate) return (call) => void setImmediate(call);
  if (!MessageChannel) return (call) => void setTimeout!(call, 0);
  const calls: (() => void)[] = [];
  let channel: MessageChannel | undefined;
  return (call) => {
    if (channel === undefined) {
      channel = new MessageChannel();
      channel.port1.onmessage = () => calls.shift()?.();
    }
    calls.push(call);
    channel.port2.postMessage(undefined);
  };
}
