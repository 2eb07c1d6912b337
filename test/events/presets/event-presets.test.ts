import { expect, test } from "vitest";
import { EVENT_PRESETS, type EventPreset, type Events, inspectEvents, readEvents } from "../../../src/events";

function pathsOf({ users, actions, offsets, action }: Events): string {
  const of = (user: number) =>
    Array.from(action.subarray(offsets[user], offsets[user + 1]), (a) => actions[a]).join(" ");
  return users.map((user, i) => `${user}: ${of(i)}`).join("; ");
}

const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** A small export of each tool in its own form; the true order is not that of the rows where times are equal. */
const EXPORTS: Readonly<Record<EventPreset, { text: string; paths: string; first: string; options?: object }>> = {
  ga4: {
    text: ndjson([
      ...[
        {
          event_name: "add_to_cart",
          event_timestamp: "1709542800000000",
          batch_ordering_id: "1",
          batch_event_index: "2",
        },
        {
          event_name: "page_view",
          event_timestamp: "1709542800000000",
          batch_ordering_id: "1",
          batch_event_index: "1",
        },
        { event_name: "purchase", event_timestamp: "1709542800000000", batch_ordering_id: "2", batch_event_index: "1" },
      ].map((row) => ({ event_date: "20240304", user_id: null, user_pseudo_id: "1.2", event_params: [], ...row })),
      {
        event_date: "20240304",
        event_name: "login",
        event_timestamp: "1709542800000001",
        user_id: "ann",
        user_pseudo_id: null,
      },
    ]),
    paths: "1.2: page_view add_to_cart purchase; ann: login",
    first: "2024-03-04T09:00:00.000Z",
  },
  amplitude: {
    text: ndjson(
      [2, 1, 3].map((event_id, i) => ({
        ...{ event_type: ["search", "open", "buy"][i], event_time: "2024-03-04 09:00:00.123000", event_id },
        ...{ user_id: i === 0 ? null : "ann", device_id: "d1", amplitude_id: 900000000001, session_id: -1 },
      })),
    ),
    paths: "900000000001: open search buy",
    first: "2024-03-04T09:00:00.123Z",
  },
  mixpanel: {
    text: ndjson(
      ["open", "buy"].map((event, i) => ({
        event,
        properties: { distinct_id: "m1", time: 1709542801 - i, $insert_id: `${i}` },
      })),
    ),
    paths: "m1: buy open",
    first: "2024-03-04T09:00:00.000Z",
  },
  segment: {
    text: ndjson([
      {
        type: "track",
        event: "Signed Up",
        userId: "ann",
        anonymousId: "x1",
        messageId: "3",
        timestamp: "2024-03-04T09:00:02Z",
      },
      {
        type: "page",
        name: "Home",
        userId: null,
        anonymousId: "x2",
        messageId: "1",
        timestamp: "2024-03-04T09:00:00.000Z",
      },
      { type: "identify", userId: "ann", anonymousId: "x1", messageId: "2", timestamp: "2024-03-04T09:00:01Z" },
    ]),
    paths: "ann: identify Signed Up; x2: Home",
    first: "2024-03-04T09:00:01.000Z",
  },
  snowplow: {
    text: [
      "app_id,collector_tstamp,dvce_created_tstamp,event,event_id,user_id,domain_userid,network_userid,event_name,derived_tstamp",
      "web,2024-03-04 09:00:05.000,2024-03-04 09:00:02.000,unstruct,e2,,d1,n1,link_click,2024-03-04 09:00:00.000",
      "web,2024-03-04 09:00:05.000,2024-03-04 09:00:01.000,page_view,e1,,d1,n1,,2024-03-04 09:00:00.000",
      "web,2024-03-04 09:00:06.000,2024-03-04 09:00:03.000,page_ping,e3,,,n2,page_ping,",
    ].join("\n"),
    paths: "d1: page_view link_click; n2: page_ping",
    first: "2024-03-04T09:00:00.000Z",
  },
  "snowplow-tsv": {
    text: [
      ["page_view", "2024-03-04 09:00:00.000", "page_view"],
      ["struct", "2024-03-04 09:00:02.000", "event"],
      ["unstruct", "2024-03-04 09:00:01.000", "link_click"],
    ]
      .map(([event, time, name]) => {
        const cells = Array<string>(131).fill("");
        const places = { 0: "shop", 3: "2024-03-04 09:00:05.000", 5: event!, 15: "d1", 124: time!, 126: name! };
        return Object.assign(cells, places, { 52: '{"data":"a, b"}' }).join("\t");
      })
      .join("\n"),
    paths: "d1: page_view link_click event",
    first: "2024-03-04T09:00:00.000Z",
  },
  posthog: {
    text: [
      "uuid,event,properties,distinct_id,person_id,timestamp",
      '1,$pageview,"{""$lib"":""web"",""$sent_at"":2}",None,p1,2024-03-04 09:00:00.000000+00:00',
      '2,signed_up,"{""$lib"":""web"",""$sent_at"":1}",ann,p1,2024-03-04 09:00:00.000000+00:00',
      '3,$pageleave,"{""$lib"":""web""}",None,,2024-03-04 09:00:01.000000+00:00',
    ].join("\n"),
    paths: "p1: signed_up $pageview",
    first: "2024-03-04T09:00:00.000Z",
  },
  matomo: {
    text: JSON.stringify([
      {
        ...{ idVisit: "7", visitorId: "v1", userId: null, serverTimestamp: 1709543000 },
        actionDetails: [
          { type: "action", url: "https://x/b", pageTitle: "B", timestamp: 1709542801, interactionPosition: "2" },
          { type: "event", url: "https://x/b", eventAction: "play", timestamp: 1709542801, interactionPosition: "3" },
          { type: "action", url: "https://x/a", pageTitle: "", timestamp: 1709542800, interactionPosition: "1" },
        ],
      },
    ]),
    paths: "v1: https://x/a B play",
    first: "2024-03-04T09:00:00.000Z",
  },
  adobe: {
    text: [
      "1709542801\t31\t7\tm1\tShop\\\tCart\t1\t2",
      "1709542801\t31\t7\tm1\tHome\t1\t1",
      "1709542802\t31\t8\t\tHome\t1\t1",
    ].join("\n"),
    paths: "m1: Home Shop\tCart; 8: Home",
    first: "2024-03-04T09:00:01.000Z",
    options: {
      header: ["hit_time_gmt", "visid_high", "visid_low", "mcvisid", "post_pagename", "visit_num", "visit_page_num"],
    },
  },
  xes: {
    text: `<log><trace><string key="concept:name" value="c1"/><event><string key="concept:name" value="open"/><date
      key="time:timestamp" value="2024-03-04T10:00:00+01:00"/></event></trace></log>`,
    paths: "c1: open",
    first: "2024-03-04T09:00:00.000Z",
  },
  weblog: {
    text: '1.2.3.4 - - [04/Mar/2024:09:00:00 +0000] "GET /a?x HTTP/1.1" 200 5 "-" "Mozilla"\n',
    paths: "1.2.3.4 Mozilla: /a",
    first: "2024-03-04T09:00:00.000Z",
  },
};

test.each(Object.entries(EXPORTS))("%s", async (name, { text, paths, first, options }) => {
  const preset = EVENT_PRESETS[name as EventPreset];
  const events = await readEvents([text], { ...preset, ...options });
  expect([pathsOf(events), new Date(events.time[0]!).toISOString(), events.report.ties]).toEqual([paths, first, 0]);
});

const RECOGNIZED = Object.entries(EXPORTS).filter(([name]) => name !== "xes" && name !== "adobe");

test.each(RECOGNIZED)("%s is recognized by its columns", async (name, { text, paths }) => {
  const { preset, options } = await inspectEvents([text]);
  expect(preset).toBe(name);
  expect(pathsOf(await readEvents([text], options!))).toBe(paths);
});

test("a preset is options: what is said beside it stands in its place", async () => {
  const events = await readEvents([EXPORTS.amplitude.text], { ...EVENT_PRESETS.amplitude, user: "device_id" });
  expect(events.users).toEqual(["d1"]);
});
