export type { KnnGraph } from "./types";
