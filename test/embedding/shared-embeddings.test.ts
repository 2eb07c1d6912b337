import { describe, expect, test } from "vitest";
import { matrix } from "../../src/core/internal";
import { type Embedder, ngramEmbedder, orderEmbedder, word2vecEmbedder } from "../../src/embedding";
import { SharedEmbeddings } from "../../src/embedding/internal";
import { type Sequences, sequencesFrom } from "../../src/sequences";
import { learnedSequences } from "../../src/sequences/internal";

const lists = [
  ...Array.from({ length: 30 }, (_, i) => ["A", "B", "C", "A", "D"].slice(0, 2 + (i % 4))),
  Array.from({ length: 900 }, (_, i) => "ABCD"[i % 4]!),
];
const sequences = await sequencesFrom(lists);

/** An embedder that records what it was fitted to and what it embedded. */
function listening(learnsByShares?: boolean) {
  const heard: { fitted?: unknown; embedded?: unknown } = {};
  const embedder: Embedder = {
    method: "listening",
    ...(learnsByShares !== undefined && { learnsByShares }),
    async fit(fitted) {
      heard.fitted = fitted;
      const embed = async (embedded: unknown) => {
        heard.embedded = embedded;
        return matrix((embedded as Sequences).weights.length, 1);
      };
      return { method: "listening", dimensions: 1, embed, state: () => undefined };
    },
  };
  return { embedder, heard };
}

describe("SharedEmbeddings", () => {
  test.each([undefined, false])("an embedder of the user's own gets the sequences themselves (%s)", async (by) => {
    const { embedder, heard } = listening(by);
    await new SharedEmbeddings(sequences, {}).of(embedder);
    expect(heard.fitted).toBe(sequences);
    expect(heard.embedded).toBe(sequences);
  });

  test("one that learns by shares gets them as they count, and embeds all", async () => {
    const { embedder, heard } = listening(true);
    await new SharedEmbeddings(sequences, {}).of(embedder);
    expect(heard.fitted).toEqual(learnedSequences(sequences));
    expect(heard.embedded).toBe(sequences);
  });

  test.each([orderEmbedder({ seed: 1 }), ngramEmbedder({ seed: 1 }), word2vecEmbedder({ seed: 1 })])(
    "$method learns by shares: everybody twice gives the same vectors, to the bit",
    async (embedder) => {
      expect(embedder.learnsByShares).toBe(true);
      const twice = await sequencesFrom([...lists, ...lists]);
      const [once, both] = [sequences, twice].map((of) => new SharedEmbeddings(of, { workers: 1 }).of(embedder));
      expect((await both!).vectors).toEqual((await once!).vectors);
    },
  );

  test.each([orderEmbedder({ seed: 1 }), orderEmbedder({ ngrams: 0, seed: 2 }), ngramEmbedder({ seed: 1 })])(
    "$method fitted and applied at once: what one after the other gives, to the bit",
    async (embedder) => {
      const { fitted, vectors } = await embedder.fitTransform!(sequences, { workers: 1 });
      const apart = await embedder.fit(sequences, { workers: 1 });
      expect(fitted.state()).toEqual(apart.state());
      expect(vectors).toEqual(await apart.embed(sequences));
    },
  );

  test("each embedder is fitted once", async () => {
    let fits = 0;
    const { embedder } = listening();
    const counting: Embedder = {
      method: "counting",
      fit(of, run) {
        fits++;
        return embedder.fit(of, run);
      },
    };
    const shared = new SharedEmbeddings(sequences, {});
    const [first, second] = await Promise.all([shared.of(counting), shared.of(counting)]);
    expect(second).toBe(first);
    expect(fits).toBe(1);
  });
});
