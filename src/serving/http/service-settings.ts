import type { Resolved } from "../../core/internal";
import type { SERVICE_OPTIONS } from "./service-options";

/** The options of a service, read; the clock is there. */
export type ServiceSettings = Resolved<typeof SERVICE_OPTIONS> & { readonly now: () => number };
