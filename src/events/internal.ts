// What other modules of the package use, and its users do not: no part of the public API.
export { LineSplitter, MAX_LINE_BYTES } from "./line-splitter";
export { NameTable } from "./name-table";
export { gzipProblem } from "./node-files";
export { notText } from "./not-text";
export { openSource } from "./source";
export { TextTable } from "./text-table";
export { toEvents } from "./to-events";
