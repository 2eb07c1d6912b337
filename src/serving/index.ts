export { type FrameStreams, type ServeFramesOptions, serveFrames } from "./stdio/serve-frames";
