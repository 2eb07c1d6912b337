import type { EventPreset } from "../presets/event-presets";
import { SNOWPLOW_COLUMNS } from "../presets/snowplow-columns";
import type { LogSample } from "./log-sample";

/** Columns that together are those of one tool's export only. */
const SIGNATURES: readonly (readonly [preset: EventPreset, columns: readonly string[]])[] = [
  ["ga4", ["event_name", "event_timestamp", "user_pseudo_id"]],
  ["amplitude", ["amplitude_id", "event_type", "event_time"]],
  ["mixpanel", ["event", "properties.distinct_id", "properties.time"]],
  ["mixpanel", ["distinct_id", "mp_processing_time_ms", "time"]],
  ["segment", ["messageId", "anonymousId", "type", "timestamp"]],
  ["segment", ["anonymous_id", "event", "original_timestamp", "timestamp"]],
  ["snowplow", ["collector_tstamp", "domain_userid", "event"]],
  ["snowplow", ["collector_tstamp", "domain_userid", "event_name"]],
  ["posthog", ["distinct_id", "event", "timestamp", "uuid"]],
  ["posthog", ["distinct_id", "event", "timestamp", "properties.$lib"]],
  ["matomo", ["visitorId", "idVisit", "timestamp"]],
  ["adobe", ["hit_time_gmt", "visid_low", "visid_high"]],
  ["adobe", ["hit_time_gmt", "post_visid_low", "post_visid_high"]],
];

/** The tool whose export it is; undefined for none that is known. */
export function presetOf({ format, columns, layout }: LogSample): EventPreset | undefined {
  if (format === "weblog") return "weblog";
  if (layout.header === SNOWPLOW_COLUMNS) return "snowplow-tsv";
  return SIGNATURES.find(([, needed]) => needed.every((name) => columns.has(name)))?.[0];
}
