import { formatNumber } from "@kaviar/page";
import { Explain } from "../../card/explain.tsx";
import { type GroundName, groundNamed } from "./grounds.ts";
import { pictureSize } from "./relief.tsx";
import { bestOf, type Tried } from "./search-grounds.ts";
import { type SeekerName, seekers } from "./seekers.ts";

interface WayProps {
  readonly name: SeekerName;
  readonly ground: GroundName;
  readonly tried: readonly Tried[];
  /** The picture of the function. */
  readonly relief: string;
}

/** Room below and at the left of the picture, for the values that were tried of each axis. */
const margin = 12;
const full = pictureSize + margin;

/** Where one sampler has been: its points, later ones stronger, and the values of each axis that it has tried. */
export const Way = ({ name, ground, tried, relief }: WayProps) => {
  const { title, of } = seekers[name];
  const best = bestOf(tried);
  const last = tried.at(-1);
  const places = tried.map(({ x, y }) => [margin + pictureSize * x, pictureSize * (1 - y)] as const);
  return (
    <figure class="search-way">
      <figcaption>
        <b>{title}</b> <Explain of={of} title={title} />
        <span class="numbers">{best === undefined ? "–" : formatNumber(best.value)}</span>
      </figcaption>
      <svg
        viewBox={`0 -6 ${full + 6} ${full + 6}`}
        role="img"
        aria-label={
          best === undefined
            ? `${title}: no points yet`
            : `${title}: ${tried.length} points, the best ${formatNumber(best.value)} at ${placeOf(best)}`
        }
      >
        <use href={`#${relief}`} x={margin} y="0" width={pictureSize} height={pictureSize} />
        {groundNamed(ground).least.map(([x, y]) => (
          <path
            key={`${x} ${y}`}
            class="least"
            d={`M${margin + pictureSize * x - 5} ${pictureSize * (1 - y)}h10m-5 -5v10`}
          />
        ))}
        {places.map(([left, top], at) => (
          <g key={at}>
            <path class="tick" d={`M${left} ${pictureSize + 2}v9M1 ${top}h9`} />
            <circle
              class={tried[at] === best ? "point best" : "point"}
              cx={left}
              cy={top}
              r={at === places.length - 1 ? 5 : 3.6}
              fill-opacity={0.3 + (0.7 * (at + 1)) / places.length}
            />
          </g>
        ))}
      </svg>
      <p class="note">{last === undefined ? "" : `last: ${last.why ?? "drawn from everywhere alike"}`}</p>
    </figure>
  );
};

export const placeOf = ({ x, y }: Tried): string => `(${x.toFixed(2)}, ${y.toFixed(2)})`;
