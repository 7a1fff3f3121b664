import { ArchitectureError } from "../error.ts";
import type { BrokenFile } from "../images/source.ts";
import { fillGaps } from "./fill-gaps.ts";
import type { RawSeries, RawSet } from "./raw-series.ts";

/** Series as rows: `searchNetwork({ x, y }, …)` takes them. */
export interface SeriesRows {
  /** Numbers [N, T, F]; NaN behind the end of a series that is shorter than the longest. */
  readonly x: {
    readonly data: Float32Array;
    readonly shape: readonly [series: number, steps: number, channels: number];
  };
  /** The class of each, or its number; not there where nothing says them. */
  readonly y?: readonly string[] | readonly number[];
  readonly names: readonly string[];
  readonly channels: readonly string[];
  /** Steps of each. */
  readonly lengths: readonly number[];
  /** What was left out, and why. */
  readonly broken: readonly BrokenFile[];
  /** Series that were longer than was asked for, and lost their end. */
  readonly cut: number;
  /** Numbers that were missing inside of a series, and lie on straight lines between their neighbours now. */
  readonly filled: { readonly numbers: number; readonly series: number };
}

/**
 * Puts series one under the other, and leaves out those that have nothing to say of a channel. `most` are the steps of a row,
 * where they are not those of the longest: what a series has behind them is cut off.
 */
export const seriesRows = (set: RawSet, most?: number): SeriesRows => {
  const { channels, name } = set;
  const broken = [...set.broken];
  const hasTargets = set.series.some(({ target }) => target !== undefined);
  const whole: { readonly series: RawSeries; readonly length: number }[] = [];
  const filled = { numbers: 0, series: 0 };
  for (const series of set.series) {
    const length = lengthOf(series);
    const why =
      whyNot(series, length, channels) ?? (hasTargets && series.target === undefined ? "it has no target" : undefined);
    if (why === undefined) whole.push({ series, length });
    else broken.push({ file: series.name, why });
  }
  checkEnough(name, whole.length, broken);
  const steps = most ?? whole.reduce((longest, { length }) => Math.max(longest, length), 0);
  const data = new Float32Array(whole.length * steps * channels.length).fill(Number.NaN);
  whole.forEach(({ series, length }, row) => {
    let numbers = 0;
    series.channels.forEach((values, c) => {
      const own = values.slice(0, length);
      numbers += fillGaps(own);
      for (let t = 0; t < Math.min(length, steps); t++) data[(row * steps + t) * channels.length + c] = own[t]!;
    });
    filled.numbers += numbers;
    if (numbers > 0) filled.series++;
  });
  const y = whole.map(({ series }) => series.target);
  return {
    x: { data, shape: [whole.length, steps, channels.length] },
    ...(hasTargets ? { y: y.every((each) => typeof each === "number") ? y : y.map(String) } : {}),
    names: whole.map(({ series }) => series.name),
    channels,
    lengths: whole.map(({ length }) => Math.min(length, steps)),
    cut: whole.filter(({ length }) => length > steps).length,
    broken,
    filled,
  };
};

/** Up to the last step of which anything is known. */
const lengthOf = ({ channels }: RawSeries): number =>
  channels.reduce((most, values) => Math.max(most, values.findLastIndex((value) => !Number.isNaN(value)) + 1), 0);

const whyNot = ({ channels }: RawSeries, length: number, names: readonly string[]): string | undefined => {
  if (length === 0) return "it has no steps";
  const silent = channels.findIndex((values) => values.every(Number.isNaN));
  if (silent >= 0) return `\`${names[silent]}\` has no number in it`;
  const odd = channels.findIndex((values) => values.some((value) => Math.abs(value) > largest));
  return odd < 0 ? undefined : `\`${names[odd]}\` has numbers that are not finite`;
};

/** Of a float32. */
const largest = (2 - 2 ** -23) * 2 ** 127;

const checkEnough = (name: string, read: number, broken: readonly BrokenFile[]): void => {
  if (read > 0 && broken.length <= read) return;
  const examples = broken.slice(0, 3).map(({ file, why }) => `\n  ${file}: ${why}`);
  const more = broken.length > 3 ? `\n  and ${broken.length - 3} more` : "";
  throw new ArchitectureError(
    "read",
    read === 0
      ? `Reading series needs some: ${name} has none${broken.length > 0 ? ` in ${broken.length}` : ""}.${examples.join("")}${more}`
      : `Broken series are left out where they are few: of ${name} it would be ${broken.length} of ${broken.length + read} series.${examples.join("")}${more}`,
    { remedy: 'Mend or remove them; columns that are no channels are left out by { channels: ["x", "y"] }.' },
  );
};
