/** Numbers and places as evidence writes them. */
export const percent = (share: number): string => {
  const hundredths = 100 * share;
  return `${hundredths >= 10 || hundredths === 0 ? hundredths.toFixed(0) : hundredths.toPrecision(2)} %`;
};

export const short = (value: number): string => {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || (size < 1e5 && (size >= 1e-3 || size === 0)))
    return String(Number(value.toPrecision(3)));
  const [mantissa, exponent] = value.toExponential(1).split("e") as [string, string];
  return `${Number(mantissa)}·10${raised(Number(exponent))}`;
};

const raised = (exponent: number): string =>
  [...String(exponent)].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("");

export const atLayer = (path: string): string => (path === "" ? "the model" : path);
