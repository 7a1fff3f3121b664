import type { DrawnPoint } from "./points.ts";

/** How many points an address holds. */
const most = 200;

/**
 * Points of a table: two columns of numbers, and the class or the value in the third, with commas, semicolons or tabs between
 * them; a line that begins without a number is a head. Places are stretched to −1 … 1. Why not, where it is no such table.
 */
export const readPoints = (text: string): readonly DrawnPoint[] | string => {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.split(/[,;\t]/).map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ""));
  const rows = lines.filter((cells, at) => at > 0 || isNumber(cells[0]));
  if (rows.length < 4) return `It takes four points at least: there are ${rows.length}.`;
  if (rows.length > most)
    return `It takes ${most} points at most, as they stand in the address: there are ${rows.length}.`;
  const odd = rows.findIndex(
    (cells) => cells.length < 3 || !isNumber(cells[0]) || !isNumber(cells[1]) || cells[2] === "",
  );
  if (odd >= 0) return `A line is two numbers and a class or a value: got "${rows[odd]!.join(", ")}".`;
  const [x, y] = [0, 1].map((column) => stretched(rows.map((cells) => Number(cells[column])))) as [number[], number[]];
  const labels = [...new Set(rows.map((cells) => cells[2]!))];
  const areValues = labels.length > 2;
  if (areValues && !labels.every(isNumber))
    return `Points are of two classes, or have values: got ${labels.length} classes.`;
  if (labels.length < 2) return `Points are of two classes, or have values: all are "${labels[0]}".`;
  const values = areValues
    ? stretched(rows.map((cells) => Number(cells[2])))
    : rows.map((cells) => (cells[2] === labels[0] ? 1 : -1));
  return rows.map((_, at) => ({ x: x[at]!, y: y[at]!, value: values[at]! }));
};

const isNumber = (cell: string | undefined): boolean =>
  cell !== undefined && cell !== "" && Number.isFinite(Number(cell));

/** Numbers from −0.95 to 0.95, in hundredths, as they stand in the address. */
const stretched = (numbers: readonly number[]): number[] => {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const middle = (low + high) / 2;
  const half = (high - low) / 2 || 1;
  return numbers.map((number) => Math.round((95 * (number - middle)) / half) / 100);
};
