import { formatDuration } from "@kaviar/base/text";

/** How long a row takes, which is mostly less than a millisecond. */
export const milliseconds = (time: number): string =>
  time < 10 ? `${Number(time.toPrecision(2))} ms` : formatDuration(time);
