/** A dirty log of a website, prepared by steps that the model keeps and does again to new visitors. */
import { fitSegments, loadSegments, readEvents } from "seqment";
import { pathPattern } from "seqment/sequences";

const habits = [
  ["/item/17?ref=mail", "/ping", "/item/4", "/cart", "/buy"],
  ["/news/8", "/ping", "/news/9", "/news/2"],
];
const rows = Array.from({ length: 120 }, (_, user) =>
  habits[user % 2]!.map((page, i) => ({ user: `u${user}`, page: `https://shop.example${page}`, at: 3600 * user + i })),
);
const robot = Array.from({ length: 900 }, (_, i) => ({ user: "bot", page: `/item/${i}`, at: i }));

const events = await readEvents([...rows.flat(), ...robot], { user: "user", action: "page", time: "at" });
const model = await fitSegments(events, {
  sequences: {
    prepare: [
      { step: "dropRobots", maxShare: 0.1 },
      { step: "cleanUrls" },
      { step: "drop", actions: "/ping" },
      { step: "group", actions: "/item/*", name: "look at items" },
      { step: "markers" },
    ],
  },
  projection: false,
});
for (const { step, events, users } of model.report.sequences.prepared) {
  console.log(`${step}: ${events.before} -> ${events.after} events, ${users.before} -> ${users.after} users`);
}

const loaded = await loadSegments(await model.toBytes());
const [visitor, crawler] = await loaded.assign([
  ["https://shop.example/item/99", "https://shop.example/item/100", "/cart", "/buy"],
  Array.from({ length: 500 }, (_, i) => `/item/${i}`),
]);
console.log(`visitor: ${visitor!.name}; crawler: ${crawler!.reason}`);

const buys = pathPattern('"look at items" -> ... -> /buy').over(loaded.sequences.vocabulary.actions);
const shows = buys.testRows(loaded.sequences);
console.log(
  `${loaded.sequences.weights.reduce((sum, weight, row) => sum + weight * shows[row]!, 0)} users looked and bought`,
);
