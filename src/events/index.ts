export type { EventFormat } from "./formats";
export {
  type EventsInspection,
  type InspectEventsOptions,
  type InspectedColumn,
  inspectEvents,
} from "./inspect/inspect-events";
export type { WhereOption, WhereValue } from "./intake/row-filters";
export { EVENT_PRESETS, type EventPreset } from "./presets/event-presets";
export { readEvents } from "./read-events";
export type { ColumnName, ReadEventsOptions } from "./read-options";
export type { SourceFiles } from "./source/several-files";
export type { Source } from "./source/source";
export type { TextEncoding } from "./source/text-encoding";
export type { ColumnUse, Events, EventsReport, RefusedRows, TimeUnit } from "./types";
