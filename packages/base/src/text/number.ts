/** A number for reading, by four digits: 1234567 → 1.235e6; just below 1 by two of what is missing: 0.99987. */
export const formatNumber = (x: number): string => {
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x);
  if (!Number.isFinite(x)) return x > 0 ? "∞" : x < 0 ? "−∞" : "NaN";
  const size = Math.abs(x);
  if (size < 1e-4 || size >= 1e6)
    return x
      .toExponential(3)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  const missing = 1 - size;
  if (missing > 0 && missing < 0.01)
    return String(Number(x.toFixed(Math.min(Math.ceil(-Math.log10(missing)) + 1, 15))));
  return String(Number(x.toPrecision(4)));
};
