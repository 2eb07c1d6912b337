import type { ServiceSettings } from "../service-settings";
import { assignRoute } from "./assign";
import { eventsRoute } from "./events";
import { explainRoute } from "./explain";
import { reportRoute, segmentsRoute } from "./model";
import { healthRoute, metricsRoute, openapiRoute, readyRoute } from "./operations";
import type { Route } from "./route";
import { deleteUserRoute, getUserRoute } from "./users";

/** All that a service answers. */
export function allRoutes(settings: ServiceSettings): readonly Route[] {
  return [
    assignRoute(settings),
    explainRoute(settings),
    eventsRoute(settings),
    getUserRoute,
    deleteUserRoute,
    segmentsRoute,
    reportRoute,
    metricsRoute,
    openapiRoute,
    healthRoute,
    readyRoute,
  ];
}
