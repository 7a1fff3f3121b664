/** How values between two others are spread over a side of a picture: alike on the scale, alike on the picture. */
export interface Scale {
  readonly name: "linear" | "log" | "oneMinusLog";
  /** From 0 at the least value to 1 at the largest. */
  place(value: number): number;
  /** The value at such a place. */
  at(place: number): number;
  /** Values that are written beside the picture. */
  readonly marks: readonly number[];
}

export const linear = (low: number, high: number, marks: readonly number[]): Scale => ({
  name: "linear",
  place: (value) => (value - low) / (high - low),
  at: (place) => low + place * (high - low),
  marks,
});

/** log x is spread alike. */
export const log = (low: number, high: number, marks: readonly number[]): Scale => ({
  name: "log",
  place: (value) => Math.log(value / low) / Math.log(high / low),
  at: (place) => low * (high / low) ** place,
  marks,
});

/** log(1 − x) is spread alike, the other way round. */
export const oneMinusLog = (low: number, high: number, marks: readonly number[]): Scale => ({
  name: "oneMinusLog",
  place: (value) => Math.log((1 - value) / (1 - low)) / Math.log((1 - high) / (1 - low)),
  at: (place) => 1 - (1 - low) * ((1 - high) / (1 - low)) ** place,
  marks,
});
