/** Options of `readEvents` that say where rows are. */
export interface SampleLayout {
  /** `false` without a header; the names, where these are known all the same. */
  readonly header?: false | readonly string[];
  readonly skipLines?: number;
  readonly delimiter?: string;
  readonly records?: string;
  readonly unnest?: string;
}
