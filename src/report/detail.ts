import { countText } from "../core/internal";
import { withoutTables } from "./data/profile-for-page";
import type { ReportData } from "./data/report-data";

/** How much of a model the page shows. */
export interface Detail {
  /** Segments shown in full, the largest first; the others are in the map, the search, the comparison and the tables. */
  readonly cards: number;
  /** Actions, most frequent first, that can be searched for and compared, and that paths on the map name. */
  readonly actions: number;
  /** Segments, the largest first, whose steps, transitions and hours are in the tables and the comparison. */
  readonly tables: number;
}

/** From the longest page to the shortest: the first that fits is taken. */
export const DETAILS: readonly Detail[] = [
  { cards: 60, actions: 5000, tables: 1000 },
  { cards: 40, actions: 5000, tables: 1000 },
  { cards: 25, actions: 2500, tables: 1000 },
  { cards: 12, actions: 1000, tables: 200 },
  { cards: 6, actions: 300, tables: 50 },
  { cards: 2, actions: 100, tables: 10 },
];

/** As much of the data as a level of detail shows. */
export function dataOf(data: ReportData, { actions, tables }: Detail): ReportData {
  return {
    ...data,
    actions: data.actions.slice(0, actions),
    actionMembers: data.actionMembers.slice(0, actions * data.groups.length),
    profiles: data.profiles.map((profile, i) => (i < tables ? profile : withoutTables(profile))),
  };
}

/** What a page leaves out, in words. */
export function omissions({ cards, actions, tables }: Detail, { groups, actions: all }: ReportData): string[] {
  const segments = groups.filter(({ segment }) => segment >= 0).length;
  const left = [
    segments > cards &&
      `of ${countText(segments)} segments this page describes the ${countText(cards)} largest in full; the others are on the map and in the search, the comparison and the tables`,
    segments > tables &&
      `the steps, transitions and hours of the ${countText(tables)} largest segments alone are in the tables and the comparison`,
    all.length > actions &&
      `of ${countText(all.length)} actions the ${countText(actions)} most frequent can be searched for and compared; on the map the others are called "another action"`,
  ];
  return left.filter((text) => text !== false);
}
