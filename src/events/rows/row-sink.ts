/** Takes the rows of a format as objects; {@link ObjectEvents} is one. */
export interface RowSink {
  /** Takes a row that begins at this line. */
  pushAt(row: unknown, line: number): void;
  /** Takes a row that is known only not to be an event. */
  refuseAt(problem: string, line: number): void;
}
