/**
 * Users as they are answered by a model that has not seen them: each by the same pipeline fitted to the half of the users that he is
 * not in, in the numbers of the model's segments. New users are compared with these.
 */
export interface Reference {
  /** Distinct sequences and the answers to them, ascending by the sequence; one may have two answers, of either half. */
  readonly rows: Uint32Array;
  readonly labels: Int32Array;
  /** Users of each sequence who are answered so. */
  readonly weights: Float64Array;
  /**
   * For each 0 where the half's segment matches none of the model's, and the label is that of the model; empty where users were too
   * few for halves. Undefined in models saved by older versions.
   */
  readonly matched: Uint8Array | undefined;
}
