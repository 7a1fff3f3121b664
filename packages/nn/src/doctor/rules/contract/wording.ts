/** Numbers and places as evidence writes them. */
export const percent = (share: number): string => {
  const hundredths = 100 * share;
  return `${hundredths >= 10 || hundredths === 0 ? hundredths.toFixed(0) : hundredths.toPrecision(2)} %`;
};

export const short = (value: number): string => {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(1) : String(Number(value.toPrecision(3)));
};

export const atLayer = (path: string): string => (path === "" ? "the model" : path);
