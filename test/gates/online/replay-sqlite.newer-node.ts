import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { sqliteStore } from "../../../src/stores";
import { onlineModel } from "../../helpers/online-log";
import { killAgainAndAgain } from "./kill-again-and-again";
import { openSqlite } from "./open-store";
import { testReplay } from "./test-replay";

const folder = mkdtempSync(join(tmpdir(), "seqment-replay-"));
const model = await onlineModel({ sessionGap: "2h" });
const databases = [0, 1].map(() => openSqlite(join(folder, "replay.db")));
afterAll(() => {
  for (const database of databases) database.close();
  rmSync(folder, { recursive: true });
});

testReplay("SQLite", model, async (writer) => sqliteStore(databases[writer]!, { now: Date.now }));

test("a service killed again and again: the states are those of a run without a fault", async () => {
  await killAgainAndAgain({ model, folder, kind: "sqlite", where: join(folder, "crash.db") });
}, 120_000);
