/** From a raw log to weighted sequences: what was refused, what was cut, what users did most often. */
import { buildSequences, formatPath, readEvents } from "seqment";
import { decodeSequence } from "seqment/sequences";

const log = [
  "user_id,event,timestamp\n",
  "ann,START,2026-01-05T10:00:00Z\nann,LEVEL_1_FAIL,2026-01-05T10:01:10Z\nann,LEVEL_1_FAIL,2026-01-05T10:02:30Z\n",
  "bob,START,2026-01-05T11:00:00Z\nbob,LEVEL_1_FAIL,2026-01-05T11:01:00Z\ncleo,START,2026-01-06T09:00:00Z\n",
  "ann,PURCHASE_BOOST,2026-01-06T18:00:00Z\nbob,LEVEL_1_PASS,yesterday\n",
];

// A path such as "events.csv.gz" or a stream would do as well.
const events = await readEvents(log, { user: "user_id", action: "event", time: "timestamp" });
console.log(`${events.report.accepted} of ${events.report.rows} rows are events of ${events.users.length} users`);
for (const { reason, rows, lines } of events.report.refused)
  console.log(`refused: ${rows} x ${reason}, lines ${lines}`);

const sequences = await buildSequences(events, { sessionGap: "30m", collapseRepeats: "buckets", timeGaps: ["1d"] });
for (const [row, weight] of sequences.weights.entries()) {
  console.log(`${weight} x ${formatPath(decodeSequence(sequences, row))}`);
}
