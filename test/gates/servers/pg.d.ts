/** What the gates use of it: it comes without types. */
declare module "pg" {
  class Client {
    constructor(config: { host: string; user: string; database: string });
    connect(): Promise<void>;
    query(sql: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
    end(): Promise<void>;
  }
  class Pool {
    constructor(config: { host: string; user: string; database: string });
    query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
    end(): Promise<void>;
  }
  const pg: { Client: typeof Client; Pool: typeof Pool };
  export default pg;
}
