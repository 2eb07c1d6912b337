export { memoryStore } from "./memory-store";
export type { StoreOptions, TableStoreOptions } from "./options";
export { type PostgresClient, postgresStore } from "./postgres-store";
export { type RedisClient, type RedisStoreOptions, redisStore } from "./redis-store";
export { type SqliteDatabase, sqliteStore } from "./sqlite-store";
export type { RowToPut, StateStore, StoredRow } from "./state-store";
