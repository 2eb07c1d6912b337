export type { Embedder, EmbedderState, FittedEmbedder, SequenceInput } from "./types";
