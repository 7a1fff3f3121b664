import { h } from "@kaviar/page";

interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const [width, height, edge] = [220, 90, 3];

const svg = <K extends keyof SVGElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string | number>>) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
};

/** The way of a pen over the values; it is lifted where one is missing. */
const pathOf = (values: Line["values"], placeOf: (value: number, i: number) => readonly [number, number]): string => {
  let isDown = false;
  return values
    .map((value, i) => {
      if (value === null || !Number.isFinite(value)) {
        isDown = false;
        return "";
      }
      const [x, y] = placeOf(value, i);
      const move = `${isDown ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
      isDown = true;
      return move;
    })
    .join("");
};

/** The channels of a series over each other, each between its own smallest and largest value. */
export const sparkline = (lines: readonly Line[]): HTMLElement => {
  const steps = Math.max(...lines.map(({ values }) => values.length));
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": lines.map(({ name }) => name).join(", "),
  });
  for (const [i, { values }] of lines.entries()) {
    const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const placeOf = (value: number, at: number): readonly [number, number] => [
      edge + ((width - 2 * edge) * at) / Math.max(steps - 1, 1),
      high > low ? height - edge - ((height - 2 * edge) * (value - low)) / (high - low) : height / 2,
    ];
    // A series of one step is a dot: a line from it to itself, with round ends.
    const path = pathOf(known.length === 1 ? [...values, ...values] : values, (value, at) =>
      placeOf(value, known.length === 1 ? 0 : at),
    );
    picture.append(svg("path", { d: path, class: `line${(i % 6) + 1}` }));
  }
  const box = h("div", { class: "lines" });
  box.append(picture);
  return box;
};
