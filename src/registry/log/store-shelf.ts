import type { StateStore } from "../../stores";
import { checkedStore } from "../../stores/internal";
import type { RowKind, Shelf } from "./shelf";

/** A shelf in a store, under `registry/NAME/`. */
export function storeShelf(given: StateStore, name: string): Shelf {
  const store = checkedStore(given);
  const prefixOf = (kind: RowKind) => `registry/${name}/${kind}/`;
  return {
    async read(kind, names) {
      const rows = await store.getMany(names.map((row) => prefixOf(kind) + row));
      return rows.map((row) => row?.bytes);
    },
    async create(kind, row, bytes) {
      const [written] = await store.putMany([{ key: prefixOf(kind) + row, expected: 0, bytes }]);
      return written!;
    },
    async list(kind) {
      const names: string[] = [];
      for await (const { key } of store.scan(prefixOf(kind))) names.push(key.slice(prefixOf(kind).length));
      return names;
    },
  };
}
