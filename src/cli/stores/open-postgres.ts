import { MissingDependencyError } from "../../core";
import { postgresStore } from "../../stores";
import type { OpenedStore, StoreRequest } from "./opened-store";

/** Opens a store in PostgreSQL, in the table `seqment_state`. */
export async function openPostgres(address: string, { asked, timeout }: StoreRequest): Promise<OpenedStore> {
  const { default: pg } = await postgresLibrary(asked);
  const settings = { connectionTimeoutMillis: timeout, query_timeout: timeout };
  const pool = new pg.Pool({ connectionString: address, ...settings });
  pool.on("error", () => {}); // an idle connection that broke; the next query opens another one
  try {
    const store = await postgresStore(pool, { now: Date.now });
    return { store, [Symbol.asyncDispose]: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw new Error(`${asked}: PostgreSQL does not answer: ${messageOf(error)}`);
  }
}

/** A refused connection to a host of several addresses has its messages inside. */
function messageOf(error: unknown): string {
  const { message, errors } = error as Error & { errors?: readonly Error[] };
  return message || (errors ?? []).map((one) => one.message).join("; ");
}

async function postgresLibrary(asked: string) {
  try {
    return await import("pg");
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new MissingDependencyError("pg", `${asked} postgres://...`);
  }
}
