export { createAssigner } from "./create-assigner";
export type { Counter, Histogram, Meter } from "./meter";
export type { AssignerFigures, FittedUser, OnlineAssigner, SegmentOfOptions, UserChange } from "./online-assigner";
export type { AssignerOptions } from "./options";
export type { UserAnswer } from "./user-answer";
export type { UserEvent } from "./user-event";
