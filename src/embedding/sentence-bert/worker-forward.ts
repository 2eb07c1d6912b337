import type { LibraryModel, LibraryTensor, TransformersLibrary } from "./library";
import type { EmbeddedBatch, TokenBatch, TokenPooling } from "./protocol";

/** Runs the model on a batch and pools what it gives. All texts have equally many tokens, so nothing is padding. */
export async function embedBatch(
  { Tensor }: TransformersLibrary,
  model: LibraryModel,
  { ids, length }: TokenBatch,
  pooling: TokenPooling,
): Promise<EmbeddedBatch> {
  const texts = ids.length / length;
  const tensor = (data: BigInt64Array) => new Tensor("int64", data, [texts, length]);
  const inputs = {
    input_ids: tensor(BigInt64Array.from(ids, BigInt)),
    attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
    token_type_ids: tensor(new BigInt64Array(ids.length)),
  };
  const outputs = Object.values(await model(inputs)).filter((output) => output !== undefined);
  try {
    const found = outputs.find(({ dims }) => dims.length === 3) ?? outputs.find(({ dims }) => dims.length === 2);
    if (found === undefined) throw new Error("the model gives no vectors of tokens or of texts");
    return pooled(found, texts, pooling);
  } finally {
    for (const each of [...outputs, ...Object.values(inputs)]) each.dispose?.();
  }
}

/** [texts, tokens, d] by `pooling`; [texts, d], which a model has pooled itself, as it is. */
function pooled(output: LibraryTensor, texts: number, pooling: TokenPooling): EmbeddedBatch {
  const data = (output.type === "float32" ? output : output.to("float32")).data as Float32Array;
  const dimensions = output.dims.at(-1)!;
  const tokens = output.dims.length === 3 ? output.dims[1]! : 1;
  const vectors = new Float32Array(texts * dimensions);
  const one = new Float64Array(dimensions);
  for (let i = 0; i < texts; i++) {
    poolInto(one, data.subarray(i * tokens * dimensions, (i + 1) * tokens * dimensions), tokens, pooling);
    vectors.set(one, i * dimensions);
  }
  return { vectors, dimensions };
}

function poolInto(one: Float64Array, rows: Float32Array, tokens: number, pooling: TokenPooling): void {
  const d = one.length;
  for (let t = 0; t < d; t++) one[t] = rows[t]!;
  if (pooling === "cls") return;
  for (let j = 1; j < tokens; j++) {
    for (let t = 0; t < d; t++) {
      const value = rows[j * d + t]!;
      if (pooling === "mean") one[t]! += value;
      else if (value > one[t]!) one[t] = value;
    }
  }
  if (pooling === "mean") for (let t = 0; t < d; t++) one[t]! /= tokens;
}
