import { formatNumber } from "@kaviar/base/text";

/** A score for reading. */
export const shownScore = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? "–" : formatNumber(value).replace("-", "−");

/** The end of an interval, which is never sure to the fourth digit. */
export const shownEnd = (value: number): string => shownScore(Number(value.toPrecision(2)));

/** How many of the worst are not shown, so that the others are seen apart. */
export const outsideNote = (outside: number): string =>
  outside === 0 ? "" : outside === 1 ? " One worse one lies outside." : ` ${outside} worse ones lie outside.`;
