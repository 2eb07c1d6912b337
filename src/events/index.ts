export { LineSplitter, MAX_LINE_BYTES } from "./line-splitter";
export { NameTable } from "./name-table";
export { gzipProblem } from "./node-files";
export { notText } from "./not-text";
export { type ReadEventsOptions, readEvents } from "./read-events";
export { openSource, type Source } from "./source";
export { TextTable } from "./text-table";
export type { Events, EventsReport, RefusedRows, TimeUnit } from "./types";
