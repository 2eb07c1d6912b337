import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { createAssigner, type UserEvent } from "../../../src/online";
import type { SegmentModel } from "../../../src/segments";
import { memoryStore } from "../../../src/stores";
import { ROOT } from "../../helpers/subpaths";
import { bytesOf } from "./bytes-of";
import { openStore, type StoreKind } from "./open-store";

/** What {@link killAgainAndAgain} needs. */
export interface KilledService {
  readonly model: SegmentModel;
  /** For the model, the log and the offset. */
  readonly folder: string;
  readonly kind: StoreKind;
  /** Socket or file of the store. */
  readonly where: string;
  /** Kills the store and starts it again, now and then. */
  readonly killStore?: () => Promise<void>;
}

/** Kills a service that pushes a log, and its store, until the log is through, and expects the states of a run without a fault. */
export async function killAgainAndAgain({ model, folder, kind, where, killStore }: KilledService): Promise<void> {
  const events = Array.from({ length: 6000 }, (_, i): UserEvent => {
    const action = ["OPEN", "PLAY", "PAUSE", "FAIL", "BROWSE"][(i * 7 + (i % 11)) % 5]!;
    return { user: `u${i % 37}`, action, time: i * 60_000, id: `e${i}` };
  });
  const lists = Array.from({ length: events.length / 10 }, (_, i) => events.slice(10 * i, 10 * i + 10));
  const [modelFile, logFile, offsetFile] = ["model", "log.json", "offset"].map((name) => join(folder, name));
  await model.save(modelFile!);
  writeFileSync(logFile!, JSON.stringify(lists));
  const committed = () => (existsSync(offsetFile!) ? Number(readFileSync(offsetFile!, "utf8")) : 0);
  const script = ["--import", "tsx", "test/gates/online/push-loop.ts"];
  let killed = 0;
  for (;;) {
    const before = committed();
    const child = spawn(process.execPath, [...script, kind, where, modelFile!, logFile!, offsetFile!], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    const isLast = before >= 400;
    while (!isLast && committed() < before + 60 && child.exitCode === null) await wait(2);
    if (killed % 3 === 1) await killStore?.();
    if (isLast) {
      expect((await ended)[0]).toBe(0);
      break;
    }
    child.kill("SIGKILL");
    await ended;
    killed += 1;
  }
  expect(committed()).toBe(lists.length);
  const whole = memoryStore({ now: Date.now });
  await (await createAssigner(model, { store: whole })).push(events);
  const users = Array.from({ length: 37 }, (_, u) => `u${u}`);
  const { store, close } = openStore(kind, where);
  expect(await bytesOf(store, users)).toEqual(await bytesOf(whole, users));
  close();
  console.log(`${killed} times killed`);
  expect(killed).toBeGreaterThan(3);
}
