/** A small mobile game with planted behaviours: 40 strugglers, 60 winners, 30 who leave at once, 5 who belong nowhere. */
export function plantedPlayers(): { paths: string[][]; labels: number[]; durations: number[] } {
  const players: [path: string, label: number, times: number][] = [
    ["START PASS_1 PASS_2 PASS_3", 0, 40],
    ["START PASS_1 PASS_2 SHARE", 0, 15],
    ["START PASS_1 FAIL PASS_2", 0, 5],
    ["START PASS_1 FAIL FAIL FAIL BUY_BOOST PASS_2", 1, 20],
    ["START PASS_1 FAIL FAIL BUY_BOOST", 1, 18],
    ["START PASS_1 FAIL", 1, 2],
    ["START", 2, 25],
    ["START SETTINGS", 2, 5],
    ["SHARE SHARE SETTINGS FAIL", -1, 5],
  ];
  const each = players.flatMap(([path, label, times]) => Array(times).fill({ path: path.split(" "), label }));
  return {
    paths: each.map(({ path }) => path),
    labels: each.map(({ label }) => label),
    durations: each.map(({ path }) => (path.length - 1) * 45_000),
  };
}
