/**
 * Users as `assign` answers them when they were not in the fit: a quarter at most, drawn evenly from all kinds of paths. New users are compared with
 * these, for labels that were fitted are not what new users get.
 */
export interface Reference {
  /** Distinct sequences, ascending. */
  readonly rows: Uint32Array;
  /** The answer to each; -1 for none. */
  readonly labels: Int32Array;
  /** Users of each sequence who were drawn. */
  readonly weights: Float64Array;
}
