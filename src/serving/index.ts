export { createService } from "./http/create-service";
export type { ListenOptions, Service, ServiceRequest, ServiceResponse } from "./http/service";
export type { ServiceOptions } from "./http/service-options";
export { type FrameStreams, type ServeFramesOptions, serveFrames } from "./stdio/serve-frames";
