// What other modules of the package use, and its users do not: no part of the public API.
export { createService } from "./http/create-service";
export { errorFrame, serveFrames } from "./stdio/serve-frames";
