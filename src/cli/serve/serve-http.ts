import process from "node:process";
import { setInterval as ticks } from "node:timers/promises";
import { duration, LONGEST_WAIT } from "../../core/internal";
import { memoryStore } from "../../stores";
import type { ModelPlaceFlags } from "../flags/sentence-flags";
import { openStore } from "../stores/open-store";
import type { OpenedStore } from "../stores/opened-store";
import { STORE_ADDRESSES } from "../stores/store-address";
import { type CliIo, complain, print } from "../terminal/io";
import { SourceFollower } from "./follow-source";
import { modelSource } from "./model-source";
import { type HttpFlags, readToken } from "./serve-flags";

/** Milliseconds after which a command that the store has not answered has failed. */
const COMMAND_TIMEOUT = 5000;

/** Serves over HTTP until the process is asked to stop; then answers what is under way, and closes the store. */
export async function serveHttp(path: string, flags: HttpFlags & ModelPlaceFlags, io: CliIo): Promise<void> {
  const { store: place = "memory", tokenFile, reloadEvery = "2s", host, port, ...rest } = flags;
  const { localModelPath, cacheDir, allowRemote, ...options } = rest;
  const every = duration(LONGEST_WAIT).read(reloadEvery, "reloadEvery");
  const { createService } = await import("../../serving/internal");
  await using source = await modelSource(path, { localModelPath, cacheDir, allowRemote });
  const token = await readToken(tokenFile);
  await using opened = await openUsers(place);
  const mark = await source.mark();
  const onError = (error: unknown) => complain(io, `seqment: ${String(error)}\n`);
  const { store } = opened;
  let map = await source.successors?.();
  const service = await createService(await source.load(), {
    ...options,
    ...{ store, token, now: Date.now, onError },
    successors: source.successors && (() => map),
  });
  using ending = untilStopped(io.signal);
  try {
    print(io, `Listening on ${await service.listen({ host, port })} with the model ${service.model}.\n`);
    const follower = new SourceFollower(source, mark, {
      async replace(model) {
        await service.replaceModel(model);
        print(io, `Answering with the model ${service.model}.\n`);
      },
      onFailure: (error) => complain(io, `seqment: the model before goes on answering: ${messageOf(error)}\n`),
    });
    const look = async (anyway?: boolean) => {
      await follower.look(anyway);
      map = (await source.successors?.().catch(() => undefined)) ?? map; // that the registry does not answer is reported by the look
    };
    const reload = () => void look(true);
    process.on("SIGHUP", reload);
    try {
      await lookUntil(ending.signal, every, look);
    } finally {
      process.off("SIGHUP", reload);
    }
  } finally {
    await service.close();
  }
}

/** Opens the store of `--store`. */
async function openUsers(place: string): Promise<OpenedStore> {
  if (place === "memory") return { store: memoryStore({ now: Date.now }), async [Symbol.asyncDispose]() {} };
  return openStore(place, { asked: "--store", expected: `memory, ${STORE_ADDRESSES}`, timeout: COMMAND_TIMEOUT });
}

async function lookUntil(signal: AbortSignal, every: number, look: () => Promise<void>): Promise<void> {
  try {
    for await (const _ of ticks(every, undefined, { signal })) await look();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** A signal that SIGTERM, and whatever aborts the command, aborts. */
function untilStopped(of: AbortSignal | undefined): Disposable & { readonly signal: AbortSignal } {
  const stopping = new AbortController();
  const end = () => stopping.abort();
  process.on("SIGTERM", end);
  const signal = of === undefined ? stopping.signal : AbortSignal.any([of, stopping.signal]);
  return { signal, [Symbol.dispose]: () => void process.off("SIGTERM", end) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
