// A model is fitted once, saved, and assigns users as they come.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitSegments, loadSegments } from "seqment";

const paths = ["START -> LEVEL_5_FAIL -> BUY_BOOST -> LEVEL_5_PASS", "START -> DAILY_REWARD -> GUILD_CHAT"];
const model = await fitSegments(paths.flatMap((path) => Array<string>(50).fill(path)));

const folder = await mkdtemp(join(tmpdir(), "seqment-"));
await model.save(join(folder, "players.seqment"));

const loaded = await loadSegments(join(folder, "players.seqment"));
const newcomers = ["START -> LEVEL_5_FAIL -> LEVEL_5_FAIL -> BUY_BOOST", "START -> DAILY_REWARD", "TELEPORT"];
for (const [i, { name, confidence, reason }] of (await loaded.assign(newcomers)).entries()) {
  console.log(`${newcomers[i]}\n  ${name ?? "no segment"}, confidence ${confidence.toFixed(2)}: ${reason}`);
}
await rm(folder, { recursive: true });
