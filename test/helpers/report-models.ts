import { customEmbedder, fitSegments, readEvents, type SegmentModel } from "../../src";

/** Names that a page must show as text. */
export const HOSTILE = {
  action: "</script><script>alert(1)</script>",
  image: "<img src=x onerror=alert(2)>",
  user: "<img src=x onerror=alert(3)>",
  formula: '=HYPERLINK("http://example.invalid")',
  separators: "line\u2028separator\u2029__proto__",
} as const;

const HABITS = [
  ["OPEN", HOSTILE.action, HOSTILE.image, "BUY"],
  ["OPEN", HOSTILE.formula, "BUY", "BUY"],
  ["OPEN", HOSTILE.separators, "__proto__", "constructor"],
];

/** Users of three habits, whose names and actions are meant to break a page. */
export async function hostileModel(): Promise<SegmentModel> {
  const rows = Array.from({ length: 150 }, (_, user) => {
    const habit = HABITS[user % 3]!;
    const actions = [
      ...habit,
      ...Array<string>(1 + (user % 4)).fill(habit[1 + (user % 3)]!),
      ...(user % 5 ? ["SEE"] : []),
    ];
    return actions.map((action, step) => ({
      user: `${HOSTILE.user} ${user}`,
      action,
      time: new Date(Date.UTC(2026, 0, 5, 9, user, step)).toISOString(),
    }));
  });
  const events = await readEvents(rows.flat(), { user: "user", action: "action", time: "time" });
  return fitSegments(events, { seed: 7 });
}

/** A model of as many segments as wanted, whose members share what others do not, and as many different actions. */
export function wideModel(segments: number, actions: number): Promise<SegmentModel> {
  const paths = Array.from({ length: 6 * segments }, (_, user) => {
    const segment = user % segments;
    const own = (step: number) => `screen_${segment}_${step}`;
    const rare = (step: number) => `item_${(14 * user + step) % (actions - 3 * segments)}`;
    return Array.from({ length: 14 + (user % 5) }, (_, step) => (step % 5 === 0 ? own((step / 5) % 3) : rare(step)));
  });
  const segmentOf = (path: readonly string[]) => Number(path[0]!.split("_")[1]);
  return fitSegments(paths, {
    embedding: customEmbedder((lists) => lists.map((path) => [segmentOf(path), path.length]), { dimensions: 2 }),
    reduction: false,
    clustering: {
      method: "by the first screen",
      cluster: async ({ data, rows, cols }) => ({
        labels: Int32Array.from({ length: rows }, (_, i) => data[i * cols]!),
      }),
    },
  });
}
