import fc from "fast-check";
import { expect, test } from "vitest";
import { fitPrefixLaws, type PrefixLaws } from "../../src/prefixes";
import { sequencesFrom } from "../../src/sequences";

const PATHS = [
  ..."A -> B -> C -> A|A -> C|B -> B -> B -> D|D -> A -> B -> C|C -> D -> D".split("|"),
  `A -> ${"B -> C -> ".repeat(15)}D`,
];

async function lawsOfPaths(): Promise<PrefixLaws> {
  const paths = PATHS.flatMap((path, i) => Array<string>(60 + 20 * i).fill(path));
  return fitPrefixLaws(
    await sequencesFrom(paths),
    Int32Array.from(paths, (path) => PATHS.indexOf(path) % 3),
  );
}

test("a beginning read in parts is answered as one read at once, bit for bit", async () => {
  const laws = await lawsOfPaths();
  const parts = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 14 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(parts, (found) => {
      const last = found.at(-1)!;
      let after = laws.readOn(found.slice(0, -1)[0] ?? []);
      for (const part of found.slice(1, -1)) after = laws.readOn(part, structuredClone(after));
      const draw = 0.37;
      expect(laws.read(last, { after, draw })).toEqual(laws.read(found.flat(), { draw }));
    }),
  );
});

test("what is no place in these laws is refused", async () => {
  const laws = await lawsOfPaths();
  const place = laws.readOn([0, 1, 2]);
  const wrong = [
    null,
    {},
    { ...place, node: 1e9 },
    { ...place, node: 0.5 },
    { ...place, context: -1 },
    { ...place, decision: 4 },
    { ...place, logs: new Float64Array(2) },
    { ...place, logs: place.logs.map(() => Number.NaN) },
    { ...place, first: Uint32Array.of(99) },
    { ...place, actions: 1 },
  ];
  for (const after of wrong) {
    expect(() => laws.readOn([1], after as never)).toThrow('"after" expected what readOn of the same laws gave');
  }
});
