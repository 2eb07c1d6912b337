import { expect, test } from "vitest";
import { formatProfile, summarizeSegments } from "../../../src/profiles";
import { plantedPlayers } from "../../helpers/planted-players";
import { sequencesOf } from "../../helpers/sequences-of";

const { paths, labels, durations } = plantedPlayers();

test("reads well in a terminal", async () => {
  const profiles = await summarizeSegments(await sequencesOf(paths, durations), labels, { includeNoise: true });
  expect(`\n${profiles.map(formatProfile).join("\n\n\n")}\n`).toMatchInlineSnapshot(`
    "
    Segment 1: PASS_1, then PASS_2
    60 users (44%): 92% go START -> PASS_1 -> PASS_2 (0% elsewhere), 67% do PASS_3 (0% elsewhere). Typical path: START -> PASS_1 -> PASS_2 -> PASS_3.

      members  elsewhere
    Sets them apart
          67%         0%  PASS_3
         100%        27%  PASS_2
         100%        53%  PASS_1
          92%         0%  START -> PASS_1 -> PASS_2
          67%         0%  START -> PASS_1 -> PASS_2 -> PASS_3
          25%         0%  START -> PASS_1 -> PASS_2 -> SHARE
    Is rarer here
           0%        51%  BUY_BOOST
           8%        60%  FAIL
    Begin with
         100%        93%  START
    End with
          67%         0%  PASS_3
          25%         0%  SHARE
           8%        27%  PASS_2
    Stop after (of those who do it)
         100%         0%  SHARE (15 members)
    What follows (of the times the first is followed by anything)
         100%        89%  START -> PASS_1 (60 times)
          92%         0%  PASS_1 -> PASS_2 (55 times)
          73%          -  PASS_2 -> PASS_3 (40 times)
          27%          -  PASS_2 -> SHARE (15 times)
         100%         0%  FAIL -> PASS_2 (5 times)

    Actions   always 4 (elsewhere median 5)
    Duration  always 2.3 min (elsewhere median 3 min)
    Typical paths
      START -> PASS_1 -> PASS_2 -> PASS_3
        represents 40 members, taken exactly by 40
      START -> PASS_1 -> PASS_2 -> SHARE
        represents 15 members, taken exactly by 15
      START -> PASS_1 -> FAIL -> PASS_2
        represents 5 members, taken exactly by 5
    The name is true of 92% of members and 0% of everybody else.
    These 6 patterns describe 100% of members, 0% match none.


    Segment 2: FAIL, then BUY_BOOST
    40 users (30%): 95% do BUY_BOOST (0% elsewhere), 95% go FAIL ×2 -> BUY_BOOST (0% elsewhere). Typical path: START -> PASS_1 -> FAIL ×2 -> BUY_BOOST.

      members  elsewhere
    Sets them apart
          95%         0%  BUY_BOOST
         100%        11%  FAIL (2.5 times each)
         100%        63%  PASS_1
          95%         0%  FAIL ×2 -> BUY_BOOST
          95%         0%  START -> PASS_1 -> FAIL ×2
          50%         0%  FAIL ×2 -> BUY_BOOST -> PASS_2
          50%         0%  FAIL ×3 -> BUY_BOOST
          50%         0%  PASS_1 -> FAIL ×3
    Is rarer here
           0%        42%  PASS_3
           0%        21%  SHARE
    Begin with
         100%        95%  START
    End with
          50%         5%  PASS_2
          45%         0%  BUY_BOOST
           5%         5%  FAIL
    Stop after (of those who do it)
         100%         8%  PASS_2 (20 members)
    What follows (of the times the first is followed by anything)
          60%         0%  FAIL -> FAIL (58 times)
         100%         8%  PASS_1 -> FAIL (40 times)
         100%        92%  START -> PASS_1 (40 times)
          40%         0%  FAIL -> BUY_BOOST (38 times)
         100%          -  BUY_BOOST -> PASS_2 (20 times)

    Actions   median 5, the middle half 5 to 7, all 3 to 7 (elsewhere median 4)
    Duration  median 3 min, the middle half 3 min to 4.5 min, all 1.5 min to 4.5 min (elsewhere median 2.3 min)
    Typical paths
      START -> PASS_1 -> FAIL ×2 -> BUY_BOOST
        represents 18 members, taken exactly by 18
      START -> PASS_1 -> FAIL ×3 -> BUY_BOOST -> PASS_2
        represents 20 members, taken exactly by 20
      START -> PASS_1 -> FAIL
        represents 2 members, taken exactly by 2
    The name is true of 95% of members and 0% of everybody else.
    These 8 patterns describe 100% of members, 0% match none.


    Segment 3: only START
    30 users (22%): none does PASS_1 (95% elsewhere), 17% go START -> SETTINGS (0% elsewhere). Typical path: START.

      members  elsewhere
    Sets them apart
          17%         0%  START -> SETTINGS
    Is rarer here
           0%        95%  PASS_1
           0%        76%  PASS_2
           0%        48%  FAIL
           0%        38%  PASS_3
           0%        36%  BUY_BOOST
    Most do
         100%        95%  START
          17%         5%  SETTINGS
    Begin with
         100%        95%  START
    End with
          83%         0%  START
          17%         0%  SETTINGS
    Stop after (of those who do it)
         100%         0%  SETTINGS (5 members)
          83%         0%  START (25 members)
    What follows (of the times the first is followed by anything)
         100%         0%  START -> SETTINGS (5 times)

    Actions   median 1, the middle half 1 to 1, all 1 to 2 (elsewhere median 4)
    Duration  median 0 ms, the middle half 0 ms to 0 ms, all 0 ms to 45 s (elsewhere median 2.3 min)
    Typical paths
      START
        represents 25 members, taken exactly by 25
      START -> SETTINGS
        represents 5 members, taken exactly by 5
    The name is true of 83% of members and 0% of everybody else.
    This 1 pattern describes 17% of members, 83% match none.


    in no segment
    5 users (4%): 100% go SHARE ×2 -> SETTINGS -> FAIL (0% elsewhere), none does START (100% elsewhere). Typical path: SHARE ×2 -> SETTINGS -> FAIL.
    Only 5 members: the shares are rough.

      members  elsewhere
    Sets them apart
         100%         4%  SETTINGS
         100%        12%  SHARE (2 times each)
         100%         0%  SHARE ×2 -> SETTINGS -> FAIL
    Is rarer here
           0%       100%  START
    Begin with
         100%         0%  SHARE
    End with
         100%         2%  FAIL
    Stop after (of those who do it)
         100%         4%  FAIL (5 members)
    What follows (of the times the first is followed by anything)
         100%          -  SETTINGS -> FAIL (5 times)
          50%          -  SHARE -> SETTINGS (5 times)
          50%          -  SHARE -> SHARE (5 times)

    Actions   always 4 (elsewhere median 4)
    Duration  always 2.3 min (elsewhere median 2.3 min)
    Typical paths
      SHARE ×2 -> SETTINGS -> FAIL
        represents 5 members, taken exactly by 5
    These 3 patterns describe 100% of members, 0% match none.
    "
  `);
});

test("nobody, everybody, and action names that would move the cursor", async () => {
  const [nobody] = await summarizeSegments(await sequencesOf([[]]), [0]);
  expect(formatProfile(nobody!)).toBe("Segment 1: no members\nNo user is here.");
  const [all] = await summarizeSegments(await sequencesOf([["\u001b[2J"], ["\u001b[2J", "B"]]), [0, 0]);
  expect(`\n${formatProfile(all!)}\n`).toMatchInlineSnapshot(`
    "
    Segment 1: everybody
    2 users (100%): everybody, so there is nothing to compare with; 100% do \\u{1b}[2J, 50% do B; half take at most 1 action. Typical path: \\u{1b}[2J.
    Only 2 members: the shares are rough.

      members  elsewhere
    Most do
         100%          -  \\u{1b}[2J
          50%          -  B
    Begin with
         100%          -  \\u{1b}[2J
    End with
          50%          -  \\u{1b}[2J
          50%          -  B
    What follows (of the times the first is followed by anything)
         100%          -  \\u{1b}[2J -> B (1 time)

    Actions   median 1, the middle half 1 to 2, all 1 to 2
    Typical paths
      \\u{1b}[2J
        represents 1 member, taken exactly by 1
      \\u{1b}[2J -> B
        represents 1 member, taken exactly by 1
    No pattern sets these members apart.
    "
  `);
});
