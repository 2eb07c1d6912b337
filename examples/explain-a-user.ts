// Why is this user in this segment, and what would move them to another one?
import { fitSegments } from "seqment";

const paths = [
  "START -> LEVEL_5_FAIL -> LEVEL_5_FAIL -> BUY_BOOST -> LEVEL_5_PASS",
  "START -> LEVEL_5_FAIL -> BUY_BOOST -> LEVEL_5_PASS",
  "START -> DAILY_REWARD -> GUILD_CHAT -> GUILD_CHAT",
  "START -> DAILY_REWARD -> GUILD_CHAT",
];
const model = await fitSegments(paths.flatMap((path) => Array<string>(50).fill(path)));

const { text, for: speaksFor, nearest, counterfactuals } = await model.explain("START -> LEVEL_5_FAIL -> GUILD_CHAT");
console.log(text);
console.log(speaksFor.map(({ text: evidence }) => `  ${evidence}`).join("\n"));
console.log(nearest.map(({ path, similarity }) => `  like ${path}: ${similarity.toFixed(2)}`).join("\n"));
console.log(counterfactuals.map(({ text: change }) => `  ${change}`).join("\n"));
