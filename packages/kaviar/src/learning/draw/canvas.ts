/** The bit of each dot of a braille letter, by row and column. (Unicode 2800 to 28FF) */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** Dots in a rectangle of letters: two across and four down in each. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  /** Sets a dot, counted from the upper left; one outside is left out. */
  dot(column: number, row: number): void;
  /** Sets the dots from one to another. */
  line(from: readonly [number, number], to: readonly [number, number]): void;
  /** The lines of letters, with a space where no dot is. */
  lines(): string[];
}

/** A canvas of so many letters. */
export const createCanvas = (width: number, height: number): Canvas => {
  const [columns, rows] = [2 * width, 4 * height];
  const cells = Array.from({ length: height }, () => new Array<number>(width).fill(0));
  const dot = (column: number, row: number): void => {
    if (column < 0 || column >= columns || row < 0 || row >= rows) return;
    cells[row >> 2]![column >> 1]! |= bits[row & 3]![column & 1]!;
  };
  return {
    columns,
    rows,
    dot,
    line: ([x, y], [right, down]) => {
      const steps = Math.max(Math.abs(right - x), Math.abs(down - y), 1);
      for (let i = 0; i <= steps; i++)
        dot(Math.round(x + ((right - x) * i) / steps), Math.round(y + ((down - y) * i) / steps));
    },
    lines: () =>
      cells.map((line) => line.map((cell) => (cell === 0 ? " " : String.fromCodePoint(0x2800 + cell))).join("")),
  };
};
