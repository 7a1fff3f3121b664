import { shortName } from "@kaviar/page";
import { addressWith } from "../../address.ts";
import { box, descentLayout } from "./descent-layout.ts";
import type { Ancestor } from "./line-of-descent.ts";
import { originText } from "./origins.ts";
import { scoreText } from "./words.ts";

/** Room for what is drawn around the boxes. */
const margin = 3;

interface DescentProps {
  readonly line: readonly Ancestor[];
  readonly chosen: number;
}

/** A line of descent from left to right: each pipeline leads to its own, and says how it came about. */
export const Descent = ({ line, chosen }: DescentProps) => {
  const { width, height, boxes, ways } = descentLayout(line);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="wide descent" aria-label="Line of descent, drawn; the list below has the same" tabIndex={0}>
      <svg width={width + 2 * margin} height={height + 2 * margin}>
        <title>{`The line of descent of pipeline ${chosen}`}</title>
        <g transform={`translate(${margin} ${margin})`}>
          {ways.map(({ from, to, path }) => (
            <path
              key={`${from.pipeline.number} ${to.pipeline.number}`}
              class={(to.gain ?? 0) > 0 ? "way gain" : "way"}
              d={path}
            />
          ))}
          {boxes.map(({ pipeline, left, top }) => (
            <a
              key={pipeline.number}
              class={pipeline.number === chosen ? "node chosen" : "node"}
              href={addressWith({ line: pipeline.number })}
              aria-label={`pipeline ${pipeline.number}, ${pipeline.family}, ${scoreText(pipeline.score)}, ${originText(pipeline)}`}
            >
              <title>{pipeline.words ?? ""}</title>
              <rect x={left} y={top} width={box.width} height={box.height} rx={8} />
              <text x={left + 10} y={top + 18}>
                <tspan class="score">{scoreText(pipeline.score)}</tspan>
                <tspan class="number" x={left + box.width - 10} text-anchor="end">
                  {pipeline.number}
                </tspan>
              </text>
              <text class="soft" x={left + 10} y={top + 35}>
                {shortName(pipeline.family ?? "", 18)}
              </text>
            </a>
          ))}
        </g>
      </svg>
    </section>
  );
};
