/** A number in three digits, as it stands in a sentence or a formula: 0.0123, −1.2e−7. */
export const shortNumber = (value: number): string => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "no number" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e6)
      ? value
          .toExponential(2)
          .replace(/\.?0+e/, "e")
          .replace("e+", "e")
      : String(Number(value.toPrecision(3)));
  return text.replaceAll("-", "−");
};

/** A point or a direction of the plane: (0.5, −1.2). */
export const shortPair = ([x, y]: readonly [number, number]): string => `(${shortNumber(x)}, ${shortNumber(y)})`;
