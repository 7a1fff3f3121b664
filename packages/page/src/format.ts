/** A number in five significant digits: 0.00012346, 1.2346e-7, 12346. */
export const formatNumber = (value: number): string => {
  if (!Number.isFinite(value)) return String(value).replace("Infinity", "∞");
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(4).replace(/\.?0+e/, "e");
  return String(Number(value.toPrecision(5)));
};

export const formatValue = (value: unknown): string =>
  typeof value === "number" ? formatNumber(value) : value === undefined ? "" : String(value);

export const formatValues = (values: readonly number[] | undefined): string =>
  values === undefined ? "" : values.map(formatNumber).join(", ");

export const formatShare = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
