// What other modules of the package use, and its users do not: no part of the public API.
export { BROKEN_QUOTES, CsvSplitter, TOO_LONG } from "./csv-splitter";
export { FirstRows } from "./event-intake";
export { LineSplitter, MAX_LINE_BYTES } from "./line-splitter";
export { missingColumn } from "./missing-column";
export { NameTable } from "./name-table";
export { gzipProblem } from "./node-files";
export { notText } from "./not-text";
export { parseNumber } from "./parse-number";
export { Refusals } from "./refusals";
export { openSource } from "./source";
export { TextTable } from "./text-table";
export { TimeParser } from "./time-parser";
export { toEvents } from "./to-events";
