import type { RunOptions } from "../parallel";
import type { Sequences } from "../sequences";
import { JoinedEmbedder } from "./join-embedders";
import type { Embedded, Embedder } from "./types";

/** Embedders fitted to the same sequences, each once: one that joins others takes these as they were fitted. */
export class SharedEmbeddings {
  readonly #sequences: Sequences;
  readonly #run: RunOptions;
  readonly #known = new Map<Embedder, Promise<Embedded>>();

  constructor(sequences: Sequences, run: RunOptions) {
    this.#sequences = sequences;
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
      return embedder.join(parts, this.#sequences.weights);
    }
    const fitted = await embedder.fit(this.#sequences, this.#run);
    return { fitted, vectors: await fitted.embed(this.#sequences, this.#run) };
  }
}
