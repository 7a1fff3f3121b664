import { colourNamed } from "@kaviar/page";

const channelsOf = (name: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colourNamed(name).slice(at, at + 2), 16));

/** The colours from one of the styles (0) to another (1), as the reader's light or dark has them: ask each time you draw. */
export const between = (from: string, to: string): ((share: number) => string) => {
  const [start, end] = [channelsOf(from), channelsOf(to)];
  return (share) => `rgb(${start.map((channel, k) => Math.round(channel + share * (end[k]! - channel))).join(",")})`;
};
