// The whole way that a team goes with a log: read it, fit, look, ask for six segments, split one, merge two and name them, export who
// is in which, assign users who came later, print cards for the people who must act, and take their answers back.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitSegments, loadSegments, readEvents } from "seqment";
import { answersForm, editsOfAnswers, renderCards } from "seqment/report";

const folder = await mkdtemp(join(tmpdir(), "workbench-"));

// 1. A log. This one is made up: seven habits, of which two differ in one step, and some who do this and that.
const HABITS = [
  ["open", "search", "view", "add to cart", "pay"],
  ["open", "search", "view", "add to cart", "voucher", "pay"],
  ["open", "view", "view", "view", "close"],
  ["open", "help", "chat", "refund", "close"],
  ["open", "help", "chat", "chat", "close"],
  ["push", "ignore", "push", "ignore", "uninstall"],
  ["open", "wishlist", "share", "wishlist", "close"],
];
const SIZES = [110, 50, 150, 45, 45, 70, 60];

function logOf(sizes: readonly number[], prefix: string) {
  return sizes.flatMap((size, kind) =>
    Array.from({ length: size }, (_, i) => {
      const habit = HABITS[kind]!;
      const again = i % 4 === 0 ? habit.slice(1, 3) : []; // some go back,
      const actions = [...habit.slice(0, 3), ...again, ...habit.slice(i % 7 === 0 ? 4 : 3)]; // some skip a step
      return actions.map((action, step) => ({
        user: `${prefix}${kind}-${i}`,
        action,
        time: new Date(Date.UTC(2026, 0, 1 + (i % 28), 9 + (i % 11), kind, 7 * step)).toISOString(),
      }));
    }).flat(),
  );
}
const columns = { user: "user", action: "action", time: "time" };
const events = await readEvents(logOf(SIZES, "user "), columns);

// 2. Fit, and look: what do the data say by themselves?
const options = { projection: false, seed: 7 } as const;
const first = await fitSegments(events, options);
console.log(`${first.verdict.words.headline} ${first.segments.length} segments by the data alone:`);
for (const { name, size } of first.segments) console.log(`  ${name} (${size})`);

// 3. The team wants six.
const six = await fitSegments(events, { ...options, clustering: { segments: 6 } });
console.log(`\nSix, as asked for: ${six.selection.reason}`);
for (const { segment, name, size } of six.segments) console.log(`  ${six.lineage.ids[segment]} ${name} (${size})`);

// 4. One of them looks like two kinds of users: those who ask for help. Look into it; that there is nothing to split is an answer too.
const idOf = (segment: number) => six.lineage.ids[segment]!;
const does = (action: string) =>
  six.segments.filter(({ patterns: { distinctiveActions, commonActions } }) =>
    [...distinctiveActions, ...commonActions].some(({ actions }) => actions[0] === action),
  );
const [helped] = does("help");
const { model: split, isSplit, reason } = await six.refine(idOf(helped!.segment), options);
console.log(`\nInto "${helped!.name}": ${reason}`);
for (const parts of split.children.values())
  for (const { segment, name, size } of parts.segments)
    console.log(`  ${parts.lineage.ids[segment]} ${name} (${size})`);
if (!isSplit) console.log("  so it stays whole");

// 5. Two are one for the team: those who pay, with a voucher or without. Merge them, give names, and keep the model.
const payers = does("pay").map(({ segment }) => idOf(segment));
const edited = await split.edit({
  ...(payers.length > 1 && { merge: [payers] }),
  rename: { [payers[0]!]: "Buyers", [idOf(helped!.segment)]: "Ask for help" },
});
console.log(`\n${edited.edits.at(-1)!.text}\n${edited.verdict.words.headline}`);
await edited.save(join(folder, "shop.seqment"));

// 6. Who is in which segment, for the warehouse or a campaign.
await edited.saveUsers(join(folder, "users.csv"));
const buyers = edited.segments.find(({ name }) => name === "Buyers")!;
console.log(
  `\nusers.csv: ${events.users.length} users; Buyers begin with ${edited.members(buyers.segment).slice(0, 3).join(", ")}`,
);

// 7. Next month's users, by the saved model; the table beside it says who the fitted ones are, and they keep their segments.
const model = await loadSegments(join(folder, "shop.seqment"), { users: join(folder, "users.csv") });
console.log(`"user 0-0" is in "${model.segments[model.segmentOf("user 0-0")]!.name}"`);
const next = await readEvents(logOf([11, 5, 15, 5, 4, 7, 6], "new user "), columns);
const answers = await model.assign(next);
const counts = new Map<string, number>();
for (const { name } of answers) counts.set(name ?? "no segment", (counts.get(name ?? "no segment") ?? 0) + 1);
console.log(`\n${answers.length} new users: ${[...counts].map(([name, users]) => `${name} ${users}`).join(", ")}`);

// 8. Cards for the people who must act; here is what came back from one of them.
await writeFile(join(folder, "cards.html"), await renderCards(model, { title: "Who shops here?" }));
const form = answersForm(model).split("\r\n");
const filled = form.map((line) => {
  if (line.includes("Buyers")) return line.replace(/,,,$/, ",yes,Buyers,thank them on day two");
  return line.includes("ignore") ? line.replace(/,,,$/, ",no,,") : line;
});
const { edits, yes, no, open } = editsOfAnswers(model, filled.join("\n"), { no: "dissolve", leftOver: "none" });
console.log(`\ncards.html: ${yes.length} yes, ${no.length} no, ${open.length} open`);
const decided = edits ? await model.edit(edits) : model;
console.log(`decided on ${decided.segments.map(({ name }) => name).join("; ")}`);
console.log(`\nAll of it is in ${folder}`);
