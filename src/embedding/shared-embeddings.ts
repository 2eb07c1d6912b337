import type { RunOptions } from "../parallel";
import type { TokenizedSequences } from "../sequences";
import { learnedSequences } from "../sequences/internal";
import { JoinedEmbedder } from "./join-embedders";
import type { Embedded, Embedder } from "./types";

/**
 * Embedders fitted to the same sequences, each once: one that joins others takes these as they were fitted.
 * Those that learn by shares learn from {@link learnedSequences}; all sequences are embedded.
 */
export class SharedEmbeddings {
  readonly #sequences: TokenizedSequences;
  readonly #learnt: TokenizedSequences;
  readonly #run: RunOptions;
  readonly #known = new Map<Embedder, Promise<Embedded>>();

  constructor(sequences: TokenizedSequences, run: RunOptions) {
    this.#sequences = sequences;
    this.#learnt = learnedSequences(sequences);
    this.#run = run;
  }

  of(embedder: Embedder): Promise<Embedded> {
    const known = this.#known.get(embedder) ?? this.#fit(embedder);
    this.#known.set(embedder, known);
    return known;
  }

  async #fit(embedder: Embedder): Promise<Embedded> {
    if (embedder instanceof JoinedEmbedder) {
      const parts: Embedded[] = [];
      for (const part of embedder.parts) parts.push(await this.of(part.embedder));
      return embedder.join(parts, this.#learnt.weights);
    }
    const fitted = await embedder.fit(embedder.learnsByShares ? this.#learnt : this.#sequences, this.#run);
    return { fitted, vectors: await fitted.embed(this.#sequences, this.#run) };
  }
}
