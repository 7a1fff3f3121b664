/** A number with one of the units, in the smallest of them; undefined for any other text, and for what is not above 0. */
export const parseMeasure = (text: string, units: Readonly<Record<string, number>>): number | undefined => {
  const [, amount, unit] = /^\s*(\d+\.?\d*|\.\d+)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const size = Object.entries(units).find(([name]) => name.toLowerCase() === unit?.toLowerCase())?.[1];
  const measured = size === undefined ? 0 : Number(amount) * size;
  return measured > 0 ? measured : undefined;
};
