import { formatNumber, formatValue, shortName } from "@kaviar/page";
import { placing, type Span, scaled } from "./span.ts";

/** Some round values of an axis, by their places from 0 to 1. */
export const ticksOf = (span: Span): readonly { readonly place: number; readonly text: string }[] => {
  const place = placing(span);
  const { choices, low, high, isLog } = span;
  if (choices !== undefined) {
    const every = Math.ceil(choices.length / 12);
    return choices.flatMap((choice, at) =>
      at % every === 0 ? [{ place: place(at), text: shortName(formatValue(choice), 12) }] : [],
    );
  }
  const values = isLog ? powers(scaled(span, low) / Math.LN10, scaled(span, high) / Math.LN10) : rounds(low, high);
  return values.map((value) => ({ place: place(value), text: formatNumber(value) }));
};

const powers = (from: number, to: number): readonly number[] => {
  const [first, last] = [Math.ceil(from), Math.floor(to)];
  if (last <= first) return [10 ** from, 10 ** to];
  const every = Math.ceil((last - first) / 6);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, at) => Number(`1e${first + at * every}`));
};

/** Steps of 1, 2 or 5 times a power of ten, some five of them. */
const rounds = (low: number, high: number): readonly number[] => {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) =>
    Number(((first + at) * step).toPrecision(10)),
  );
};
