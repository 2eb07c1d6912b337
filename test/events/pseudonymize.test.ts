import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { readEvents } from "../../src";
import { pseudonymize } from "../../src/events";

const KEY = "a key of 27 characters, or so";

test("codes are the first 32 digits of HMAC-SHA-256, the same for the same id and key", async () => {
  const ids = ["ann", "bob", "ann", "", "__proto__", "ünï"];
  const expected = ids.map((id) => createHmac("sha256", KEY).update(id).digest("hex").slice(0, 32));
  expect(await pseudonymize(ids, KEY)).toEqual(expected);
  expect(await pseudonymize(ids, Buffer.from(KEY))).toEqual(expected);
  const other = await pseudonymize(ids, `${KEY}!`);
  expect(other.filter((code, i) => code === expected[i])).toEqual([]);
  expect(await pseudonymize([], KEY)).toEqual([]);
});

test("events keep everything but the names of users", async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => ({ who: `u${i % 1500}`, what: "A", when: i }));
  const events = await readEvents(rows, { user: "who", action: "what", time: "when" });
  const coded = await pseudonymize(Promise.resolve(events), KEY);
  expect(coded).toEqual({ ...events, users: await pseudonymize(events.users, KEY) });
  expect(new Set(coded.users).size).toBe(1500);
  expect(events.users[0]).toBe("u0");
});

test.each([
  [["a"], "short", new RangeError('"key" expected at least 16 bytes, got 5')],
  [["a"], 7, new TypeError('"key" expected a text or bytes, got 7')],
  [[7], KEY, new TypeError('"input" expected texts, got 7 at position 0')],
  ["ann", KEY, new TypeError('"input" expected events, as readEvents gives them, got "ann"')],
])("%j with the key %j is refused", async (input, key, error) => {
  await expect(pseudonymize(input as never, key as never)).rejects.toThrow(error);
});
