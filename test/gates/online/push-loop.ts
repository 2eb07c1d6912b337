// A service that dies: reads a log from where it last committed, pushes list after list to a store, and commits each behind it.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createAssigner, type UserEvent } from "../../../src/online";
import { loadSegments } from "../../../src/segments";
import { openStore, type StoreKind } from "./open-store";

const [kind, where, modelFile, logFile, offsetFile] = process.argv.slice(2) as [
  StoreKind,
  string,
  string,
  string,
  string,
];
const { store, close } = openStore(kind, where);
const assigner = await createAssigner(await loadSegments(modelFile), { store });
const lists = JSON.parse(readFileSync(logFile, "utf8")) as UserEvent[][];
let at = existsSync(offsetFile) ? Number(readFileSync(offsetFile, "utf8")) : 0;
process.stdout.write("begun\n");
while (at < lists.length) {
  try {
    await assigner.push(lists[at]!);
  } catch {
    continue; // the store is away: the list is pushed again
  }
  at += 1;
  writeFileSync(`${offsetFile}.new`, String(at));
  renameSync(`${offsetFile}.new`, offsetFile);
}
close();
