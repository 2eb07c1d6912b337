/** What src/cli/stores and the gates use of it: it comes without types. */
declare module "pg" {
  interface PgConfig {
    readonly connectionString?: string;
    readonly connectionTimeoutMillis?: number;
    readonly query_timeout?: number;
    readonly host?: string;
    readonly user?: string;
    readonly database?: string;
  }
  interface PgResult {
    readonly rows: Record<string, unknown>[];
  }
  class Client {
    constructor(config: PgConfig);
    connect(): Promise<void>;
    query(sql: string, values?: readonly unknown[]): Promise<PgResult>;
    end(): Promise<void>;
  }
  class Pool {
    constructor(config: PgConfig);
    query(sql: string, values?: unknown[]): Promise<PgResult>;
    on(event: "error", listener: (error: Error) => void): void;
    end(): Promise<void>;
  }
  const pg: { Client: typeof Client; Pool: typeof Pool };
  export default pg;
}
