import type { ReadEventsOptions } from "../read-options";
import { SNOWPLOW_COLUMNS } from "./snowplow-columns";

/** The exports that {@link EVENT_PRESETS} knows. */
export type EventPreset =
  | "ga4"
  | "amplitude"
  | "mixpanel"
  | "segment"
  | "snowplow"
  | "snowplow-tsv"
  | "posthog"
  | "matomo"
  | "adobe"
  | "xes"
  | "weblog";

/** Snowplow, atomic events: derived_tstamp corrects the clock of the device. */
const SNOWPLOW: ReadEventsOptions = {
  user: ["domain_userid", "network_userid", "user_id"],
  action: ["event_name", "event"],
  time: ["derived_tstamp", "collector_tstamp"],
  order: ["dvce_created_tstamp"],
};

/**
 * Columns and units of the exports of common tools, as options of {@link readEvents}: `{ ...EVENT_PRESETS.ga4 }`. Where several
 * columns are named, each row takes the first that holds something, and those that an export does not have are passed over.
 */
export const EVENT_PRESETS: Readonly<Record<EventPreset, ReadEventsOptions>> = {
  // Google Analytics 4, export to BigQuery: all events of a batch may have one time
  ga4: {
    user: ["user_pseudo_id", "user_id"],
    action: "event_name",
    time: "event_timestamp",
    timeUnit: "us",
    order: ["batch_page_id", "batch_ordering_id", "batch_event_index"],
  },
  // Amplitude, Export API and warehouse: amplitude_id is the person, before and after login
  amplitude: {
    user: ["amplitude_id", "user_id", "device_id"],
    action: "event_type",
    time: ["event_time", "client_event_time"],
    order: ["event_id"],
  },
  // Mixpanel, Raw Export API (nested) and warehouse (flat): times are of the project's zone
  mixpanel: {
    user: ["properties.distinct_id", "distinct_id", "mp_distinct_id"],
    action: ["event", "event_name", "mp_event_name", "name"],
    time: ["properties.time", "time"],
    order: ["properties.mp_processing_time_ms", "mp_processing_time_ms"],
  },
  // Segment, raw events and warehouse: pages and screens have a name, other calls their type
  segment: {
    user: ["userId", "anonymousId", "user_id", "anonymous_id"],
    action: ["event", "name", "type"],
    time: ["timestamp", "originalTimestamp", "original_timestamp", "receivedAt", "received_at"],
    order: ["originalTimestamp", "original_timestamp"],
  },
  snowplow: SNOWPLOW,
  // the same as the enriched stream holds them, without a header
  "snowplow-tsv": { ...SNOWPLOW, delimiter: "\t", header: SNOWPLOW_COLUMNS },
  // PostHog, batch exports and the events table
  posthog: {
    user: ["person_id", "person.id", "distinct_id"],
    action: "event",
    time: "timestamp",
    order: ["properties.$sent_at", "sent_at"],
  },
  // Matomo, Live.getLastVisitsDetails: one visit a row, with its actions inside
  matomo: {
    unnest: "actionDetails",
    user: ["userId", "visitorId"],
    action: ["goalName", "eventAction", "pageTitle", "url", "type"],
    time: "timestamp",
    timeUnit: "s",
    order: ["interactionPosition"],
  },
  // Adobe Analytics, data feed: TSV whose columns are named in a file of their own (header)
  adobe: {
    delimiter: "\t",
    escape: "\\",
    user: ["mcvisid", "cust_visid", "post_visid_low", "visid_low"],
    action: ["post_pagename", "pagename", "post_page_url", "page_url"],
    time: ["hit_time_gmt", "cust_hit_time_gmt"],
    timeUnit: "s",
    order: ["visit_num", "visit_page_num"],
  },
  // IEEE 1849, and CSV made from it by pm4py
  xes: { user: "case:concept:name", action: "concept:name", time: "time:timestamp" },
  // Apache, nginx and others, common and combined format
  weblog: { user: ["user", "visitor"], action: "path", time: "time" },
};
