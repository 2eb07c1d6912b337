import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeStates, encodeStates } from "../../src/online/state-bytes";
import { StoredEvent } from "../../src/online/stored-event";
import type { KeptEvent } from "../../src/online/user-event";
import type { UserState } from "../../src/online/user-state";

const HASH = "0123456789abcdef".repeat(4);
const OTHER = "fedcba9876543210".repeat(4);

const anyText = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  fc.constantFrom("é", "Ã©", "\ufeff", "\ufeffa", "x".repeat(100), "__proto__"),
);
const anyEvent: fc.Arbitrary<KeptEvent> = fc.record({
  time: fc.double({ noNaN: true }),
  sequence: fc.integer(),
  action: anyText,
  id: fc.oneof(fc.constant(""), anyText),
  value: fc.double(),
});
const stateOf = (tail: readonly KeptEvent[]): UserState => ({
  fitted: undefined,
  folded: undefined,
  tail,
  partial: false,
});
const plain = ({ time, sequence, action, id, value }: KeptEvent) => ({ time, sequence, action, id, value });
const decoded = (bytes: Uint8Array) => decodeStates(bytes).get(HASH)!;

test("events come back as they were, and are written again from their bytes, among others and in any order", () => {
  fc.assert(
    fc.property(fc.array(anyEvent), fc.array(anyEvent), fc.array(fc.nat()), (old, added, order) => {
      const bytes = encodeStates(new Map([[HASH, stateOf(old)]]));
      const read = decoded(Buffer.from(bytes)).tail; // a Buffer's slice is no copy
      expect(read.map(plain)).toEqual(old.map(plain));
      const mixed = [...read, ...added].map((event, i) => ({ event, key: order[i] ?? i }));
      const events = mixed.sort((a, b) => a.key - b.key).map(({ event }) => event);
      const states = (tail: readonly KeptEvent[]) =>
        new Map([
          [OTHER, stateOf([])],
          [HASH, stateOf(tail)],
        ] as const);
      expect(encodeStates(states(events))).toEqual(encodeStates(states(events.map(plain))));
    }),
  );
});

test("an event read from bytes knows its id without decoding it", () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1 }), (ids) => {
      const tail = ids.map((id, i) => ({ time: i, sequence: 0, action: "A", id, value: Number.NaN }));
      const read = decoded(encodeStates(new Map([[HASH, stateOf(tail)]]))).tail as StoredEvent[];
      for (const event of read) for (const id of ids) expect(event.bears(id)).toBe(event.id === id);
    }),
  );
  const twins = ["é", "Ã©"].map((id, i) => ({ time: i, sequence: 0, action: "A", id, value: 0 })); // bytes of one, units of the other
  const [first] = decoded(encodeStates(new Map([[HASH, stateOf(twins)]]))).tail as StoredEvent[];
  expect(first).toBeInstanceOf(StoredEvent);
  expect([first!.bears("é"), first!.bears("Ã©")]).toEqual([true, false]);
});

test("a text that is no UTF-8 is refused, as an action and as an id", () => {
  const bytes = encodeStates(
    new Map([[HASH, stateOf([{ time: 0, sequence: 0, action: "ABC", id: "XYZ", value: 0 }])]]),
  );
  for (const letter of "AX") {
    const damaged = bytes.slice();
    damaged[damaged.indexOf(letter.charCodeAt(0))] = 0xff;
    expect(() => decodeStates(damaged), letter).toThrow("the state of a user is incomplete or damaged");
  }
});
