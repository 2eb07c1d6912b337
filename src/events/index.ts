export type { Events, EventsReport, RefusedRows, TimeUnit } from "./types";
