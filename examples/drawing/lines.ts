/** Numbers over time, one column each: the first line of a name is drawn over those after it. */
export const drawLines = (
  lines: Readonly<Record<string, readonly number[]>>,
  { height = 13 }: { readonly height?: number } = {},
): string => {
  const marks = "●·";
  const all = Object.values(lines).flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const width = Math.max(...Object.values(lines).map(({ length }) => length));
  const rows = Array.from({ length: height }, () => new Array<string>(width).fill(" "));
  Object.values(lines).forEach((values, line) => {
    values.forEach((value, column) => {
      const row = rows[Math.round(((high - value) / (high - low || 1)) * (height - 1))]!;
      if (row[column] === " ") row[column] = marks[line % marks.length]!;
    });
  });
  const label = (row: number) => (high - (row / (height - 1)) * (high - low)).toFixed(1).padStart(8);
  const drawn = rows.map((row, i) => `${i % 4 === 0 ? label(i) : " ".repeat(8)} │${row.join("")}`);
  const legend = Object.keys(lines).map((name, i) => `${marks[i % marks.length]} ${name}`);
  return [...drawn, `${" ".repeat(9)}└${"─".repeat(width)}`, `${" ".repeat(11)}${legend.join("   ")}`].join("\n");
};
