// What other modules of the package use, and its users do not: no part of the public API.
export { FORMATS } from "./formats";
export { compressionProblem } from "./source/node-files";
export { notText } from "./source/not-text";
export { openSource } from "./source/source";
export { TEXT_ENCODINGS } from "./source/text-encoding";
export { LineSplitter, MAX_LINE_BYTES } from "./text/line-splitter";
export { NameTable } from "./text/name-table";
export { TextTable } from "./text/text-table";
