// What other modules of the package use, and its users do not: no part of the public API.
export { writeAtomically } from "./file/node-files";
export { answerOf } from "./model/assign-beginnings";
export { type RunningPaths, runningPathsOf } from "./model/running-paths";
export { toSegmentModel } from "./model/to-segment-model";
export { checkFitOptions, FIT_SEGMENTS_OPTIONS } from "./options/fit-segments-options";
