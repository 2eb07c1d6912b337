import { retiredFollower } from "../follow-retired";
import { Problem } from "../problem";
import { fromStore } from "../refusals";
import { object, USER, USER_ANSWER } from "../schemas";
import type { Route } from "./route";

const ID = object("a user", { id: USER });

/** Milliseconds since 1970, as text. */
const AS_OF = {
  type: "string",
  description: "milliseconds since 1970, such as 1767225600000",
  pattern: "^-?[0-9]{1,15}$",
};

/** `GET /users/{id}`: where a user belongs today. */
export const getUserRoute: Route = {
  method: "GET",
  path: "/users/{id}",
  summary: "Where a user belongs by the events taken in; asOf leaves out later ones.",
  params: ID,
  query: object("a query", { asOf: AS_OF }, ["asOf"]),
  success: {
    status: 200,
    description: "The answer of the user.",
    type: "application/json",
    schema: USER_ANSWER,
  },
  problems: [400, 404, 503],
  async answer({ params, query }, { live, settings }) {
    const asOf = query.asOf === undefined ? undefined : Number(query.asOf);
    const answer = await fromStore(() => live.users.segmentOf(params.id!, { asOf }));
    if (answer === undefined) throw new Problem(404, "of this user nothing is known");
    return retiredFollower(settings, live)(answer);
  },
};

/** `DELETE /users/{id}`: forgets a user. */
export const deleteUserRoute: Route = {
  method: "DELETE",
  path: "/users/{id}",
  summary: "Deletes all that the store keeps of a user.",
  params: ID,
  success: { status: 204, description: "Nothing is kept of the user, whether or not there was anything." },
  problems: [400, 503],
  answer({ params }, { live }) {
    return fromStore(() => live.users.forget(params.id!));
  },
};
