import { readFile } from "node:fs/promises";
import process from "node:process";
import type { Command } from "commander";
import type { ListenOptions, ServiceOptions } from "../../serving";
import { numberFlag, wholeNumberFlag } from "../flags/number-flags";
import { STORE_ADDRESSES } from "../stores/store-address";

/** Flags of the service over HTTP. */
export interface HttpFlags
  extends ListenOptions,
    Omit<ServiceOptions, "now" | "token" | "onError" | "store" | "maxEvents" | "successors"> {
  store?: string;
  tokenFile?: string;
  reloadEvery?: string;
}

export const HTTP_FLAGS = [
  ...["store", "host", "port", "tokenFile", "allowPublic", "reloadEvery", "namespace", "allowedLateness", "ttl"],
  ...["maxBodyBytes", "maxBatch", "maxPathLength", "maxUsers", "rateLimit", "requestTimeout", "closeTimeout"],
];

export function addHttpFlags(command: Command): Command {
  return command
    .optionsGroup("Over HTTP:")
    .option("--port <n>", "port to listen on, 0 for any; default: 8080", wholeNumberFlag)
    .option("--host <address>", "address to listen on; default: 127.0.0.1")
    .option(
      "--token-file <file>",
      "file with the token that requests must send (Authorization: Bearer); default: $SEQMENT_TOKEN",
    )
    .option("--allow-public", "let other machines connect without a token")
    .option("--reload-every <duration>", "how often to look for another model; default: 2s")
    .optionsGroup("Users:")
    .option("--store <place>", `memory, ${STORE_ADDRESSES}; default: memory`)
    .option(
      "--namespace <name>",
      "prefix of these users in the store, which keeps them apart from others; default: users",
    )
    .option("--allowed-lateness <duration>", "how late an event may be; default: 1h")
    .option("--ttl <duration>", "how long a user is kept after the last event; default: forever")
    .optionsGroup("Limits:")
    .option("--max-body-bytes <n>", "most bytes in a request; default: 1048576", wholeNumberFlag)
    .option("--max-batch <n>", "most paths or events in a request; default: 1000", wholeNumberFlag)
    .option("--max-path-length <n>", "most actions in a path; default: 1000", wholeNumberFlag)
    .option("--max-users <n>", "most users in a request of events; default: 500", wholeNumberFlag)
    .option("--rate-limit <n>", "most requests per second from one address; default: no limit", numberFlag)
    .option("--request-timeout <duration>", "how long a client may take to send a request; default: 10s")
    .option("--close-timeout <duration>", "how long requests may take after SIGTERM; default: 10s");
}

/** The token of the file or of the environment; undefined where there is none. Arguments can be read by other processes. */
export async function readToken(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return process.env.SEQMENT_TOKEN || undefined;
  return (await readFile(file, "utf8")).trim();
}
