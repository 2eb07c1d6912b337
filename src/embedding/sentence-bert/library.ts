/** What is used of `@huggingface/transformers`, or of `@xenova/transformers` in its place. */
export interface TransformersLibrary {
  readonly env: {
    allowLocalModels: boolean;
    allowRemoteModels: boolean;
    localModelPath: string;
    cacheDir: string | null;
    remoteHost: string;
    useFSCache: boolean;
  };
  readonly AutoTokenizer: { from_pretrained(id: string, options: object): Promise<LibraryTokenizer> };
  readonly AutoModel: { from_pretrained(id: string, options: object): Promise<LibraryModel> };
  readonly Tensor: new (type: "int64", data: BigInt64Array, dims: readonly number[]) => LibraryTensor;
}

export interface LibraryTokenizer {
  (text: string, options: { add_special_tokens: boolean; return_tensor: false }): { readonly input_ids: number[] };
  readonly unk_token?: string | null | undefined;
  readonly unk_token_id?: number | null | undefined;
}

export interface LibraryModel {
  (inputs: Readonly<Record<string, LibraryTensor>>): Promise<Readonly<Record<string, LibraryTensor | undefined>>>;
  dispose(): Promise<unknown>;
}

export interface LibraryTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: ArrayLike<number | bigint>;
  to(type: "float32"): LibraryTensor;
  dispose?(): void;
}
