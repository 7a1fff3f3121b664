import { WideTable } from "../../tables/wide-table.tsx";
import type { Bred } from "./bred.ts";

interface FrontPictureProps {
  readonly bred: readonly Bred[];
  readonly chosen: number | undefined;
}

const [width, height, left, below] = [340, 200, 46, 34] as const;

/** Every pipeline by its parts and its score; those that no other one beats in both are joined. */
export const FrontPicture = ({ bred, chosen }: FrontPictureProps) => {
  const scored = bred.filter(({ state }) => state === "scored");
  const most = Math.max(4, ...scored.map(({ size }) => size));
  const least = Math.min(0.9, ...scored.map(({ score }) => score!));
  const low = Math.floor(10 * least) / 10;
  const across = (size: number): number => left + (width * (size - 0.5)) / most;
  const down = (score: number): number => height * (1 - (score - low) / (1 - low));
  const front = frontFirst(scored);
  const steps = front
    .map(({ size, score }, i) => `${i === 0 ? "M" : "H"}${across(size)}${i === 0 ? " " : "V"}${down(score!)}`)
    .join("");
  return (
    <svg
      class="bred-front"
      viewBox={`0 -8 ${left + width + 8} ${height + below + 8}`}
      role="img"
      aria-label={`The front: ${front.map(({ size, score }) => `${score!.toFixed(3)} with ${size} parts`).join(", ")}`}
    >
      {ticks(low).map((score) => (
        <g key={score}>
          <path class="grid" d={`M${left} ${down(score)}h${width}`} />
          <text x={left - 6} y={down(score) + 4} text-anchor="end">
            {score.toFixed(1)}
          </text>
        </g>
      ))}
      {Array.from({ length: most }, (_, i) => (
        <text key={i} x={across(i + 1)} y={height + 15} text-anchor="middle">
          {i + 1}
        </text>
      ))}
      <text x={left + width / 2} y={height + 31} text-anchor="middle">
        parts
      </text>
      <path class="steps" d={`${steps}H${left + width}`} />
      {scored.map((each) => (
        <circle
          key={each.number}
          class={each.number === chosen ? "chosen" : each.isFront ? "on-front" : each.left ? "left" : ""}
          cx={across(each.size) + jitter(each.number)}
          cy={down(each.score!)}
          r={each.isFront || each.number === chosen ? 5 : 3}
        />
      ))}
    </svg>
  );
};

/** By parts, and of each number of parts one. */
const frontFirst = (scored: readonly Bred[]): readonly Bred[] => {
  const sorted = scored.filter(({ isFront }) => isFront).toSorted((a, b) => a.size - b.size || a.number - b.number);
  return sorted.filter(({ size }, i) => sorted[i - 1]?.size !== size);
};

const ticks = (low: number): readonly number[] =>
  Array.from({ length: Math.round(10 * (1 - low)) + 1 }, (_, i) => low + i / 10);

/** Pipelines of as many parts stand beside each other. */
const jitter = (number: number): number => ((number * 7) % 13) - 6;

/** The same front as a table. */
export const FrontTable = ({ bred, choose }: { readonly bred: readonly Bred[]; choose(number: number): void }) => (
  <WideTable label="The front as a table">
    <thead>
      <tr>
        <th>parts</th>
        <th>score</th>
        <th>pipeline</th>
      </tr>
    </thead>
    <tbody>
      {frontFirst(bred).map(({ number, size, score }) => (
        <tr key={number}>
          <td>{size}</td>
          <td>{score!.toFixed(3)}</td>
          <td>
            <button type="button" class="link" onClick={() => choose(number)}>
              {number}
            </button>
          </td>
        </tr>
      ))}
    </tbody>
  </WideTable>
);
