// What other modules of the package use, and its users do not: no part of the public API.
export { BROKEN_QUOTES, TOO_LONG } from "./csv/csv-format";
export { CsvSplitter } from "./csv/csv-splitter";
export { FORMATS } from "./formats";
export { FirstRows } from "./intake/event-intake";
export { missingColumn } from "./intake/missing-column";
export { namesOfNone } from "./intake/missing-names";
export { Refusals } from "./intake/refusals";
export { compressionProblem } from "./source/node-files";
export { notText } from "./source/not-text";
export { openSource } from "./source/source";
export { TEXT_ENCODINGS } from "./source/text-encoding";
export { LineSplitter, MAX_LINE_BYTES } from "./text/line-splitter";
export { NameTable } from "./text/name-table";
export { parseNumber } from "./text/parse-number";
export { TextTable } from "./text/text-table";
export { TimeParser } from "./times/time-parser";
export { TimeZone } from "./times/time-zone";
export { toEvents } from "./to-events";
