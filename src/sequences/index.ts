export type { Sequences, SequencesReport, Vocabulary } from "./types";
