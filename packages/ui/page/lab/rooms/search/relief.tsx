import { useMemo } from "preact/hooks";
import { bandOf, contourLine, levelsOf } from "../../terrain/contour-lines.ts";
import { type GroundName, groundNamed } from "./grounds.ts";

/** Places on a side of the grid on which the function is looked at, and the width of the picture. */
const side = 41;
export const pictureSize = 200;

const bands = 12;

/** The function from above, drawn once: pictures use it by its name. Dark is high. */
export const Relief = ({ ground, id }: { readonly ground: GroundName; readonly id: string }) => {
  const [cells, lines] = useMemo(() => {
    const { of } = groundNamed(ground);
    const values = Float64Array.from({ length: side * side }, (_, at) =>
      of((at % side) / (side - 1), 1 - Math.floor(at / side) / (side - 1)),
    );
    const levels = levelsOf(values, bands);
    const shades = Array.from({ length: bands }, () => "");
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++)
        shades[bandOf(values[row * side + column]!, levels)] += `M${column - 0.5} ${row - 0.5}h1v1h-1z`;
    return [shades, levels.map((level) => contourLine(values, side, level)).join("")];
  }, [ground]);
  return (
    <svg class="unseen" aria-hidden="true">
      <symbol id={id} viewBox={`0 0 ${side - 1} ${side - 1}`}>
        {cells.map((d, band) => (
          <path key={band} d={d} fill="var(--relief)" fill-opacity={(0.55 * band) / (bands - 1)} />
        ))}
        <path d={lines} fill="none" stroke="var(--soft)" stroke-opacity="0.5" stroke-width="0.15" />
      </symbol>
    </svg>
  );
};
