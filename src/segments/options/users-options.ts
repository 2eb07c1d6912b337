import { type Field, integer, type Schema, wrongType } from "../../core/internal";
import type { UserProperties } from "../../profiles";

/** Options of {@link SegmentModel.users} and {@link SegmentModel.saveUsers}. */
export interface UsersOptions {
  /** Number of the segment, from 0; -1 for users in no segment. @default everybody */
  segment?: number | undefined;
  /** What else is known of users, a column each: for each property values by id, or one for each input. @default none */
  properties?: UserProperties | undefined;
}

const PROPERTIES: Field<UserProperties, undefined> = {
  expected: "an object with a Map by id, or an array, for each property",
  default: undefined,
  read(value, name) {
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map)) {
      return value as UserProperties;
    }
    throw wrongType(name, PROPERTIES.expected, value);
  },
};

export const USERS_OPTIONS = { segment: integer({ min: -1 }), properties: PROPERTIES } satisfies Schema<UsersOptions>;
