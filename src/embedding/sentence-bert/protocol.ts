/** A place from which the peer library loads a model. */
export interface ModelPlace {
  /** URL of the library's code. */
  readonly library: string;
  /** Folder of models, and the model's path below it. */
  readonly root: string;
  readonly id: string;
  readonly dtype: string;
  readonly device: string;
}

/** Files to fetch into `folder`, laid out as a {@link ModelPlace}. */
export interface Download extends Omit<ModelPlace, "root"> {
  readonly folder: string;
  readonly host: string | undefined;
}

/** How the vectors of a text's tokens become one. */
export type TokenPooling = (typeof TOKEN_POOLINGS)[number];

export const TOKEN_POOLINGS = ["mean", "cls", "max"] as const;

/** What a thread is asked, one question at a time; each is answered by {@link FromModel}. */
export type ToModel =
  | { readonly kind: "download"; readonly from: Download }
  | {
      readonly kind: "encode";
      readonly place: ModelPlace;
      readonly texts: readonly string[];
      readonly maxTokens: number;
    }
  | { readonly kind: "embed"; readonly place: ModelPlace; readonly batch: TokenBatch; readonly pooling: TokenPooling }
  | { readonly kind: "end" };

/** Texts of equally many tokens: `ids` holds `length` for each. */
export interface TokenBatch {
  readonly ids: Int32Array;
  readonly length: number;
}

/** Texts as the model sees them. */
export interface EncodedTexts {
  /** Of all texts, one after the other, the model's marks of beginning and end included. */
  readonly ids: Int32Array;
  /** Text i is `ids[offsets[i] .. offsets[i + 1])`. */
  readonly offsets: Uint32Array;
  /** For each text, its tokens before it was cut, marks not counted. */
  readonly whole: Float64Array;
  /** For each text, its tokens that are left, marks not counted. */
  readonly kept: Uint32Array;
  /** For each text, how many of the tokens left stand for what the tokenizer has no piece for. */
  readonly unknown: Uint32Array;
}

/** A vector for each text of a batch. */
export interface EmbeddedBatch {
  readonly vectors: Float32Array;
  readonly dimensions: number;
}

export type FromModel =
  | { readonly kind: "encoded"; readonly texts: EncodedTexts }
  | { readonly kind: "embedded"; readonly batch: EmbeddedBatch }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };
