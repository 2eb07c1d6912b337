import { describe, expect, test } from "vitest";
import { taskQueue } from "../../../src/core/running/task-queue";

/** A channel as in a browser: each message is a task of its own. */
class Channel {
  port1: { onmessage?: () => void } = {};
  port2 = { postMessage: () => void setImmediate(() => this.port1.onmessage?.()) };
}

const PLATFORMS: [name: string, platform: Parameters<typeof taskQueue>[0]][] = [
  ["Node", { setImmediate, MessageChannel: Channel as never, setTimeout }],
  ["a browser", { MessageChannel: Channel as never, setTimeout }],
  ["a platform with timers alone", { setTimeout }],
];

describe.each(PLATFORMS)("on %s", (_, platform) => {
  test("calls come after what is running, in their order, each once", async () => {
    const soon = taskQueue(platform);
    const order: number[] = [];
    await new Promise<void>((resolve) => {
      for (const n of [1, 2, 3]) soon(() => order.push(n));
      soon(resolve);
      order.push(0);
    });
    expect(order).toEqual([0, 1, 2, 3]);
    await new Promise<void>((resolve) => soon(resolve)); // and again later
  });
});

test("a browser's own messages are preferred to its timers, and setImmediate to both", async () => {
  const used: string[] = [];
  const recording = (name: string) => (call: () => void) => {
    used.push(name);
    call();
  };
  const immediate = recording("setImmediate") as unknown as typeof setImmediate;
  const timeout = recording("setTimeout") as unknown as typeof setTimeout;
  taskQueue({ setImmediate: immediate, MessageChannel: Channel as never, setTimeout: timeout })(() => {});
  await new Promise<void>((resolve) => taskQueue({ MessageChannel: Channel as never, setTimeout: timeout })(resolve));
  taskQueue({ setTimeout: timeout })(() => {});
  expect(used).toEqual(["setImmediate", "setTimeout"]);
});
