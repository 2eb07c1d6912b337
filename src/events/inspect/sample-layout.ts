/** Options of `readEvents` that say where rows are. */
export interface SampleLayout {
  readonly header?: false;
  readonly skipLines?: number;
  readonly delimiter?: string;
  readonly records?: string;
  readonly unnest?: string;
}
