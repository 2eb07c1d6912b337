export { pseudonymize } from "./pseudonymize";
export { type ReadEventsOptions, readEvents } from "./read-events";
export type { Source } from "./source";
export type { Events, EventsReport, RefusedRows, TimeUnit } from "./types";
