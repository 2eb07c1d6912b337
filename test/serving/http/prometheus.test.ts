import { expect, test } from "vitest";
import { PrometheusMeter } from "../../../src/serving/http/prometheus";

test("figures are written in Prometheus' text format", () => {
  const meter = new PrometheusMeter();
  const hits = meter.createCounter("a.hits", { description: "Hits" });
  hits.add(1, { who: 'a"b\\c\nd' });
  hits.add(2, { who: 'a"b\\c\nd' });
  meter.createCounter("a.hits").add(4);
  const time = meter.createHistogram("a.time", { description: "Time", unit: "s" });
  for (const value of [0.001, 0.0011, 0.3, 99]) time.record(value, { route: "/x" });
  meter.gauge("a.level", "Level", () => [[{}, 7]]);
  expect(meter.text()).toBe(
    `# HELP a_hits_total Hits
# TYPE a_hits_total counter
a_hits_total{who="a\\"b\\\\c\\nd"} 3
a_hits_total 4
# HELP a_time_seconds Time
# TYPE a_time_seconds histogram
a_time_seconds_bucket{route="/x",le="0.001"} 1
a_time_seconds_bucket{route="/x",le="0.0025"} 2
a_time_seconds_bucket{route="/x",le="0.005"} 2
a_time_seconds_bucket{route="/x",le="0.01"} 2
a_time_seconds_bucket{route="/x",le="0.025"} 2
a_time_seconds_bucket{route="/x",le="0.05"} 2
a_time_seconds_bucket{route="/x",le="0.1"} 2
a_time_seconds_bucket{route="/x",le="0.25"} 2
a_time_seconds_bucket{route="/x",le="0.5"} 3
a_time_seconds_bucket{route="/x",le="1"} 3
a_time_seconds_bucket{route="/x",le="2.5"} 3
a_time_seconds_bucket{route="/x",le="5"} 3
a_time_seconds_bucket{route="/x",le="10"} 3
a_time_seconds_bucket{route="/x",le="+Inf"} 4
a_time_seconds_sum{route="/x"} ${0.001 + 0.0011 + 0.3 + 99}
a_time_seconds_count{route="/x"} 4
# HELP a_level Level
# TYPE a_level gauge
a_level 7
`,
  );
});
