// From the rows of a log to explained segments. In practice the rows come from a file: readEvents("events.csv", …).
import { fitSegments, formatProfile, readEvents } from "seqment";

const buyers = ["OPEN", "SEARCH", "VIEW", "ADD_TO_CART", "PAY"];
const lookers = ["OPEN", "VIEW", "VIEW", "CLOSE"];
const rows = Array.from({ length: 200 }, (_, user) =>
  (user % 3 === 0 ? buyers : lookers).map((action, step) => ({
    user: `user ${user}`,
    action,
    time: new Date(Date.UTC(2026, 0, 5, 12, user, step)).toISOString(),
  })),
).flat();

const events = await readEvents(rows, { user: "user", action: "action", time: "time" });
const model = await fitSegments(events, { seed: 7 });

console.log(model.segments.map(formatProfile).join("\n\n"));
console.log(`\nuser 3 is in segment ${model.labels[model.ids!.indexOf("user 3")]}`);
