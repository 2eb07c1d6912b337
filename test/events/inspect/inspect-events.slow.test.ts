import { expect, test } from "vitest";
import { inspectEvents } from "../../../src/events";
import { sharedData } from "../../helpers/shared-data";

/** What reads each of the real exports, where they are. */
const REAL: Readonly<Record<string, object | undefined>> = {
  "moodle_events_semicolon.csv.gz": {
    user: "user",
    action: "Event.name",
    time: "timecreated",
    timeFormat: "dd.MM.yyyy HH:mm",
  },
  "streaming_app_events.ndjson.gz": {
    user: "userId",
    action: "page",
    time: "ts",
    timeUnit: "ms",
    order: "itemInSession",
  },
  "permit_receipt.csv.gz": { user: "case:concept:name", action: "concept:name", time: "time:timestamp" },
  "interval_event_log.csv.gz": {
    ...{ user: "case:concept:name", action: "concept:name" },
    ...{ time: "start_timestamp", end: "time:timestamp" },
  },
  "epm_session6_noheader.csv.gz": {
    ...{ user: "2", action: "4", time: "5", end: "6", timeFormat: "dd.MM.yyyy HH:mm:ss", header: false },
  },
  "lekagul_sensors.csv.gz": { user: "car-id", action: "gate-name", time: "Timestamp" },
  "loghub_HealthApp.csv.gz": {
    ...{ user: "Pid", action: "EventTemplate", time: "Time", timeFormat: "yyyyMMdd-HH:mm:ss:SSS", order: "LineId" },
  },
  "helpdesk.xes.gz": { user: "case:concept:name", action: "concept:name", time: "time:timestamp" },
  "stress_activity_diary.csv.gz": undefined,
};
const real = Object.entries(REAL).flatMap(([name, options]) => {
  const path = sharedData(`raw_exports/${name}`);
  return path === undefined ? [] : [{ name, path, options }];
});
test.skipIf(real.length === 0).each(real)("$name (needs raw_exports in SEQMENT_DATA)", async ({ path, options }) => {
  const found = await inspectEvents(path);
  expect(found.options).toEqual(options);
});
