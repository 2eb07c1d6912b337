import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun, run } from "../command";

/** A server for a gate: how to connect to it, and how it ends. */
export interface PostgresqlServer {
  readonly connection: { readonly host: string; readonly user: string; readonly database: string };
  close(): Promise<void>;
}

/**
 * A PostgreSQL cluster of its own in a folder that is removed afterwards, heard on a socket in that folder alone. Its texts
 * are ordered as a person would, which the SQL must not depend on.
 *
 * @throws Error in one line that says what is missing.
 */
export async function startPostgresql(): Promise<PostgresqlServer> {
  const bin = await findBinaries();
  const folder = await mkdtemp(join(tmpdir(), "seqment-pg-"));
  const owner = await serverOwner();
  if (owner) await chown(folder, owner.uid, owner.gid);
  const call = (program: string, args: readonly string[]) =>
    finished(spawn(join(bin, program), args, { cwd: folder, ...owner }));
  const data = join(folder, "data");
  const locale = ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--encoding=UTF8"];
  await call("initdb", ["-D", data, "-A", "trust", "-U", "seqment", ...locale]);
  const settings = `-c listen_addresses='' -c unix_socket_directories=${folder} -c fsync=off`;
  await call("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"]);
  return {
    connection: { host: folder, user: "seqment", database: "postgres" },
    async close() {
      await call("pg_ctl", ["-D", data, "-w", "-m", "fast", "stop"]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Where Debian puts them, or the path of programs. */
async function findBinaries(): Promise<string> {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? (await readdir(root)).sort((a, b) => Number(b) - Number(a)) : [];
  const found = [...versions.map((version) => join(root, version, "bin")), ...(process.env.PATH ?? "").split(":")];
  const bin = found.find((folder) => existsSync(join(folder, "initdb")));
  if (bin === undefined) throw new Error("PostgreSQL is missing: apt-get install postgresql");
  return bin;
}

/** The server refuses to run as root: then it runs as the user that its package made. */
async function serverOwner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { stdout, code } = await run("id", ["-u", "postgres"], { cwd: tmpdir() });
  if (code !== 0) throw new Error("the user postgres is missing: apt-get install postgresql");
  return { uid: Number(stdout), gid: Number(await mustRun("id", ["-g", "postgres"], { cwd: tmpdir() })) };
}

/** @throws Error with what the program said, when it fails. */
function finished(child: ChildProcess): Promise<void> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${child.spawnfile} ended with ${code}: ${output}`)),
    );
  });
}
