import { formatClock, oneLine, padStart, type Style } from "@kaviar/base/text";

/** Something that is being tried: what it is, how it came about, and since when. */
export interface Trying {
  readonly words: string;
  readonly why: string;
  readonly since: number;
}

/** A line for each of what is being tried, so many at most. */
export const tryingLines = (all: readonly Trying[], style: Style, now: number, most: number): readonly string[] => {
  const lines = all.slice(0, most).map(({ words, why, since }) => {
    const clock = style.dim(padStart(formatClock(now - since), 3));
    return `    ${style.cyan("▸")} ${clock}  ${oneLine(words)}  ${style.dim(oneLine(why))}`;
  });
  return all.length <= most ? lines : [...lines.slice(0, -1), style.dim(`      and ${all.length - most + 1} more`)];
};
