export type { AssignerFigures } from "./assigner-tally";
export { createAssigner } from "./create-assigner";
export type { Counter, Histogram, Meter } from "./meter";
export type { LoadOptions, OnlineAssigner, SegmentOfOptions } from "./online-assigner";
export type { AssignerOptions } from "./options";
export type { FittedUser } from "./read-fitted-users";
export type { UserChange } from "./take-events";
export type { UserAnswer } from "./user-answer";
export type { UserEvent } from "./user-event";
