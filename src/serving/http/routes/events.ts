import { unitsText } from "../../../core/internal";
import type { UserEvent } from "../../../online";
import { retiredFollower } from "../follow-retired";
import { Problem } from "../problem";
import { fromStore } from "../refusals";
import { EVENT, list, object, USER_CHANGE } from "../schemas";
import type { ServiceSettings } from "../service-settings";
import type { Route } from "./route";

/** `POST /events`: takes in what users did. */
export function eventsRoute({ maxBatch, maxUsers }: ServiceSettings): Route {
  return {
    method: "POST",
    path: "/events",
    summary: "Takes in what users did; once it is answered, all of it is in the store.",
    body: object("an object { events }", {
      events: list(`an array of at most ${maxBatch} events`, EVENT, maxBatch),
    }),
    success: {
      status: 200,
      description: "An answer for each user, in the order of their first event.",
      type: "application/json",
      schema: object("the answers", { users: list("an answer for each user", USER_CHANGE) }),
    },
    problems: [400, 413, 415, 503],
    async answer({ body }, { live, settings }) {
      const events: readonly UserEvent[] = body.events;
      const users = new Set(events.map(({ user }) => user)).size;
      if (users > maxUsers) {
        throw new Problem(400, `"events" expected events of at most ${unitsText(maxUsers, "user")}, got ${users}`);
      }
      const changes = await fromStore(() => live.users.push(events));
      return { users: changes.map(retiredFollower(settings, live)) };
    },
  };
}
