import { expect, test } from "vitest";
import { type FittedSentenceBert, sentenceEmbedder } from "../../src/embedding";
import { fixture } from "../helpers/fixture";
import { hasSharedModel, SHARED_MODELS } from "../helpers/shared-models";
import { leastCosine, rowsOf } from "../helpers/vectors";

interface Oracle {
  readonly modelHash: string;
  readonly texts: readonly string[];
  readonly vectors: Readonly<Record<"mean" | "cls", readonly (readonly number[])[]>>;
}

const model = "sentence-transformers/all-MiniLM-L6-v2";
const { texts, vectors, modelHash } = fixture<Record<"miniLm", Oracle>>("sentence_bert").miniLm;

test.runIf(hasSharedModel(model)).each(["mean", "cls"] as const)(
  "all-MiniLM-L6-v2, cut at its 256 tokens, gives what Python's onnxruntime and tokenizers do: %s",
  async (pooling) => {
    const verbalize = (actions: readonly string[]) => actions.join("");
    const embedder = sentenceEmbedder({ model, dtype: "q8", localModelPath: SHARED_MODELS, pooling, verbalize });
    const lists = texts.map((text) => [text]);
    const fitted = (await embedder.fit(lists)) as FittedSentenceBert;
    expect(fitted.state().json).toMatchObject({ modelHash, maxTokens: 256, dimensions: 384 });
    const all = await fitted.embed(lists);
    expect(leastCosine(all, vectors[pooling])).toBeGreaterThan(0.9999);
    expect(fitted.report!.truncated.inputs).toBe(1);
    const alone = await fitted.embed(lists.slice(-1));
    expect(rowsOf(alone)[0]).toEqual(rowsOf(all).at(-1));
    fitted.dispose();
  },
);
