/** Numbers over time as lines of text: each column an epoch (or a mean of several), heights on a logarithmic scale. */
export const drawCurves = (
  curves: Readonly<Record<string, readonly number[]>>,
  { width = 56, height = 10 }: { readonly width?: number; readonly height?: number } = {},
): string => {
  const marks = "●○◆◇";
  const logs = Object.values(curves).map((values) => resample(values, width).map(Math.log10));
  const all = logs.flat().filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const rows = Array.from({ length: height }, () => new Array<string>(width).fill(" "));
  logs.forEach((values, curve) => {
    values.forEach((value, column) => {
      const row = Math.round(((high - value) / (high - low || 1)) * (height - 1));
      const line = rows[row];
      if (line && line[column] === " ") line[column] = marks[curve % marks.length]!;
    });
  });
  const label = (row: number) => (10 ** (high - (row / (height - 1)) * (high - low))).toPrecision(2).padStart(8);
  const lines = rows.map((row, i) => `${i % 3 === 0 || i === height - 1 ? label(i) : " ".repeat(8)} │${row.join("")}`);
  const legend = Object.keys(curves).map((name, i) => `${marks[i % marks.length]} ${name}`);
  return [...lines, `${" ".repeat(9)}└${"─".repeat(width)}`, `${" ".repeat(11)}${legend.join("   ")}`].join("\n");
};

const resample = (values: readonly number[], width: number): number[] =>
  Array.from({ length: width }, (_, i) => values[Math.floor((i * values.length) / width)]!);
