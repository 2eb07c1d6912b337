import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src";
import { notesOnNearNames } from "../../../src/events/intake/near-names";

const COLUMNS = { user: "user", action: "action", time: "time" };

describe("names that differ only as programs write them", () => {
  test.each<[string, string[], string[], string[]]>([
    ["plain ones", ["ann", "Ann", "bob", "17", "é"], ["open", "close", "Δ"], []],
    ["one that is odd, but like no other", [" ann", "17.0", "e\u0301"], ["open "], []],
    [
      "users",
      ["ann", "ann ", " ann", "17", "17.0", "é", "e\u0301", "b\u200bob", "bob", "1.50", "1.5"],
      [],
      ['5 users differ from another only in blanks, encoding or a final ".0": they count apart'],
    ],
    [
      "actions",
      [],
      ["Open", "pay", "open", "OPEN ", "pay  now", "pay now"],
      [
        '3 actions differ from another only in blanks, encoding or capitals, such as "open" beside "Open": they count apart',
      ],
    ],
    [
      "one action, whose unseen characters are shown",
      [],
      ["a\u001b[31m", "A\u001b[31m"],
      [
        '1 action differs from another only in blanks, encoding or capitals, such as "A\\\\u{1b}[31m" beside "a\\\\u{1b}[31m": they count apart',
      ],
    ],
  ])("%s", (_, users, actions, notes) => {
    expect(notesOnNearNames(users, actions)).toEqual(notes);
  });

  test("are reported in the report, and no user is named", async () => {
    const { report } = await readEvents(["user,action,time\n12.0,open,2024-03-04\n12,Open,2024-03-05\n"], COLUMNS);
    expect(report.notes).toHaveLength(2);
    expect(report.notes[0]).not.toContain("12");
  });
});
