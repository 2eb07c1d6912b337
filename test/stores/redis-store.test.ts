import { expect, test } from "vitest";
import { redisStore } from "../../src/stores";

test("a server that was away when the first write came takes the next one", async () => {
  let isAway = true;
  const client = {
    async sendCommand([command]: string[]) {
      if (isAway) throw new Error("connect ECONNREFUSED");
      return command === "SCRIPT" ? "abc" : 1;
    },
  };
  const store = redisStore(client, { now: () => 1000 });
  const row = { key: "u/1", expected: 0, bytes: new Uint8Array(1) };
  await expect(Promise.all([store.putMany([row]), store.putMany([row])])).rejects.toThrow("ECONNREFUSED");
  isAway = false;
  expect(await store.putMany([row])).toEqual([true]);
});
