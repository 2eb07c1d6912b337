import { openPostgresql } from "./postgresql";
import { sameAsBuilt } from "./same-as-built";

sameAsBuilt("PostgreSQL", "postgresql", openPostgresql);
