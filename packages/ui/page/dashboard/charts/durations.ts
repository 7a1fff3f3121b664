const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

/** How far apart, in milliseconds, times are that people count in. */
export const durations = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((each) => each * second),
  ...[1, 2, 5, 10, 15, 30].map((each) => each * minute),
  ...[1, 2, 3, 6, 12].map((each) => each * hour),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((each) => each * day),
];
