import { formatNumber } from "@kaviar/page";
import { useMemo } from "preact/hooks";
import type { Drawn } from "./draw-trials.ts";
import { lossesOver, side } from "./good-part.ts";
import { type ScalingName, scalings } from "./scalings.ts";
import { goodLoss } from "./valley.ts";

interface FieldPictureProps {
  readonly name: ScalingName;
  readonly drawn: readonly Drawn[];
}

const size = 240;
const [left, below] = [46, 34] as const;

/** Rates and momenta on their scales: where they are good, and what was drawn. */
export const FieldPicture = ({ name, drawn }: FieldPictureProps) => {
  const { title, rate, momentum } = scalings[name];
  const { good, poor, share } = useMemo(() => {
    const losses = lossesOver(name);
    const where = (holds: (loss: number) => boolean) =>
      Array.from(losses.keys())
        .filter((at) => holds(losses[at]!))
        .map((at) => `M${at % side} ${Math.floor(at / side)}h1v1h-1z`)
        .join("");
    return {
      good: where((loss) => loss < goodLoss),
      poor: where((loss) => loss > 1),
      share: losses.filter((loss) => loss < goodLoss).length / losses.length,
    };
  }, [name]);
  const hits = drawn.filter(({ isGood }) => isGood).length;
  const placeOf = (at: Pick<Drawn, "rate" | "momentum">) =>
    [left + size * rate.place(at.rate), size * (1 - momentum.place(at.momentum))] as const;
  return (
    <figure class="spread">
      <figcaption>
        <b>{title}</b>
        <span class="numbers">
          <b>{hits}</b> of {drawn.length} good
        </span>
      </figcaption>
      <svg
        viewBox={`0 -6 ${left + size + 14} ${size + below + 6}`}
        role="img"
        aria-label={`${title}: ${hits} of ${drawn.length} trials are good; the good part is ${percentOf(share)} of the picture`}
      >
        <g transform={`translate(${left} 0) scale(${size / side})`}>
          <rect class="field-ground" width={side} height={side} />
          <path class="poor" d={poor} />
          <path class="good" d={good} />
        </g>
        {rate.marks.map((mark) => (
          <text key={mark} x={left + size * rate.place(mark)} y={size + 14} text-anchor="middle">
            {shortMark(mark)}
          </text>
        ))}
        <text x={left + size / 2} y={size + 30} text-anchor="middle">
          learning rate
        </text>
        {momentum.marks.map((mark) => (
          <text key={mark} x={left - 5} y={size * (1 - momentum.place(mark)) + 4} text-anchor="end">
            {mark}
          </text>
        ))}
        <text transform={`translate(10 ${size / 2}) rotate(-90)`} text-anchor="middle">
          momentum
        </text>
        {drawn.map((each, at) => {
          const [x, y] = placeOf(each);
          return (
            <circle key={at} class={each.isGood ? "draw hit" : "draw"} cx={x} cy={y} r={each.isGood ? 4.4 : 3.2} />
          );
        })}
      </svg>
      <p class="note">The good part is {percentOf(share)} of the picture.</p>
    </figure>
  );
};

const percentOf = (share: number): string =>
  share < 0.01 ? "less than 1 %" : `${formatNumber(Number((100 * share).toPrecision(2)))} %`;

const shortMark = (mark: number): string =>
  mark < 1e-3 && mark > 0 ? mark.toExponential(0).replace("-", "−") : String(mark);
