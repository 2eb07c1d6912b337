import fc from "fast-check";
import { expect, test } from "vitest";
import { PairPlaces } from "../../../src/embedding/order/pair-places";

test("every key has its place, and no other key has one", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }), (list) => {
      const places = new PairPlaces(Uint32Array.from(list));
      for (let key = 0; key <= 301; key++) expect(places.of(key)).toBe(list.indexOf(key));
    }),
  );
});
