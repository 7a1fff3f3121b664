import type { Choice } from "../../../src/columns/trial-columns.ts";

/** What an axis spans, and how. */
export interface Span {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  /** Of what is counted: whole numbers only; or milliseconds, as people count them. */
  readonly of?: "counts" | "times";
  /** Of choices a lane each, from -0.5 on. */
  readonly choices?: readonly Choice[];
}

/** A value as it lies on the axis: of a logarithmic one evenly by its powers. */
export const scaled = ({ isLog }: Span, value: number): number => (isLog ? Math.log(value) : value);

/** How a value becomes a place from 0, the low end, to 1, the high one. */
export const placing = (span: Span): ((value: number) => number) => {
  const [from, to] = [scaled(span, span.low), scaled(span, span.high)];
  return (value) => (scaled(span, value) - from) / (to - from);
};

/** The value at a place from 0 to 1. */
export const valueAtPlace = (span: Span, place: number): number => {
  const [from, to] = [scaled(span, span.low), scaled(span, span.high)];
  const at = from + place * (to - from);
  return span.isLog ? Math.exp(at) : at;
};

/** An axis of numbers, with some room beyond both ends. */
export const spanBetween = (label: string, low: number, high: number, asLog: boolean): Span => {
  const isLog = asLog && low > 0;
  if (!(low <= high)) return { label, low: 0, high: 1, isLog: false };
  if (isLog) {
    const room = Math.max((high / low) ** 0.03, 1.05);
    return { label, low: low / room, high: high * room, isLog };
  }
  const room = 0.03 * (high - low) || 0.05 * Math.abs(low) || 1;
  return { label, low: low - room, high: high + room, isLog };
};

export const spanOfChoices = (label: string, choices: readonly Choice[]): Span => ({
  label,
  low: -0.5,
  high: choices.length - 0.5,
  isLog: false,
  choices,
});

/** Where in its lane a trial of a choice stands, from -0.5 to 0.5: by its number, so that it stays there. */
export const inLane = (number: number): number => ((number * 0.618_033_988_75) % 1) - 0.5;
