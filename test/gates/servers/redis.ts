import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** How a server is started. */
export interface RedisSettings {
  readonly port?: number;
  readonly fsync?: "always" | "everysec";
}

/** A server for a gate: its socket, and how it ends, or dies and comes back. */
export interface RedisServer {
  readonly socket: string;
  /** Kills it as a power cut would, and starts it again on what it had written to disk. */
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A Redis server of its own in a folder that is removed afterwards, heard on a socket in that folder alone (or on `port` of the
 * loopback too), which writes each command to disk before it answers, or every second.
 *
 * @throws Error in one line that says what is missing.
 */
export async function startRedis({ port = 0, fsync = "always" }: RedisSettings = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "seqment-redis-"));
  const socket = join(folder, "socket");
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--appendfsync", fsync];
  let child = await start(folder, socket, settings);
  return {
    socket,
    async killAndRestart() {
      await ended(child, "SIGKILL");
      await rm(socket, { force: true });
      child = await start(folder, socket, settings);
    },
    async close() {
      await ended(child, "SIGTERM");
      await rm(folder, { recursive: true });
    },
  };
}

async function start(folder: string, socket: string, settings: readonly string[]): Promise<ChildProcess> {
  const common = ["--unixsocket", socket, "--dir", folder, "--save", "", "--appendonly", "yes"];
  const child = spawn("redis-server", [...common, ...settings], { stdio: "ignore" });
  let missing = false;
  child.on("error", () => {
    missing = true;
  });
  for (let tries = 0; tries < 500 && !existsSync(socket); tries++) {
    if (missing) throw new Error("Redis is missing: apt-get install redis-server");
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    await wait(20);
  }
  if (!existsSync(socket)) throw new Error("redis-server did not open its socket in 10 s");
  return child;
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
