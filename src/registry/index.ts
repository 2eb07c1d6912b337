export type { LineageEdge, LineageGraph, LineageSegment } from "./lineage-graph";
export type { LogEntry, RegistryEvent } from "./log/log-entry";
export type { ModelVersion, VersionSegment, VersionStatus } from "./model-version";
export { openRegistry } from "./open-registry";
export type { DecideOptions, RegisterOptions, RegistryNote, RegistryOptions, SunsetOptions } from "./options";
export type { DecidedSegment, Decision, Gate, GateName, MovedUsers } from "./promote/decision";
export { promote } from "./promote/promote";
export type { GateOptions, PromoteOptions } from "./promote/promote-options";
export type { Registry } from "./registry";
export type { RegistryExport } from "./registry-export";
export { type Retraining, retrain } from "./retrain/retrain";
export type { RetrainOptions } from "./retrain/retrain-options";
export {
  type FollowedAnswer,
  type FollowSuccessorsOptions,
  followSuccessors,
  type SegmentAnswer,
} from "./sunset/follow-successors";
export type { RetiredSegment, SuccessorMap } from "./sunset/successor-map";
export type { DecisionKind } from "./transitions";
export type { RegistryCheck, VerifyOptions } from "./verify-registry";
export type { VersionReference } from "./version-reference";
