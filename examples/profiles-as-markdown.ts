// What each segment does, as a page for a wiki or a ticket; and as CSV for a spreadsheet.
import { fitSegments } from "seqment";
import { groupsOfSegments } from "seqment/profiles";

const paths = [
  "OPEN -> SEARCH -> VIEW -> ADD_TO_CART -> PAY",
  "OPEN -> SEARCH -> VIEW -> ADD_TO_CART -> LEAVE_CART",
  "OPEN -> HELP -> CONTACT -> CLOSE",
];
const model = await fitSegments(paths.flatMap((path) => Array<string>(80).fill(path)));

console.log(model.toMarkdown());
console.log(model.toCSV("patterns"));

const groups = groupsOfSegments(model.relations!, 2);
console.log(groups.map(({ name, segments }) => `${name}: segments ${segments.join(", ")}`).join("\n"));
const { first, second } = await model.compareSegments(0, 1);
console.log(`segment 0 alone: ${first.map(({ text }) => text).join(", ")}`);
console.log(`segment 1 alone: ${second.map(({ text }) => text).join(", ")}`);
