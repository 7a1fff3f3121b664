import { shortNumber } from "../../words/short-number.ts";

interface BarsProps {
  readonly title: string;
  /** Of each layer, from the input on: now, and before the first step. */
  readonly now: readonly number[];
  readonly first: readonly number[];
  /** Powers of ten, from the floor to the top. */
  readonly range: readonly [low: number, high: number];
}

const [width, height, foot, head] = [300, 130, 18, 8];

/** A bar for each layer on a log scale, with a mark where it stood before the first step; the same as a table behind. */
export const LayerBars = ({ title, now, first, range: [low, high] }: BarsProps) => {
  const left = 34;
  const step = (width - left) / now.length;
  const top = (value: number): number => {
    const power = value > 0 ? Math.log10(value) : low;
    const part = (Math.max(low, Math.min(high, Number.isFinite(power) ? power : high)) - low) / (high - low);
    return head + (height - head - foot) * (1 - part);
  };
  const floor = height - foot;
  const powers = Array.from({ length: Math.floor((high - low) / 3) + 1 }, (_, i) => high - 3 * i);
  return (
    <div class="layer-bars">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}, layer by layer: ${now.map(shortNumber).join(", ")}`}
      >
        {powers.map((power) => (
          <g key={power} class="power">
            <line x1={left} x2={width} y1={top(10 ** power)} y2={top(10 ** power)} />
            <text x={left - 5} y={top(10 ** power) + 3.5}>
              {power === 0 ? "1" : `1e${power < 0 ? "−" : ""}${Math.abs(power)}`}
            </text>
          </g>
        ))}
        {now.map((value, place) => (
          <g key={place}>
            <rect
              x={left + step * (place + 0.15)}
              width={step * 0.7}
              y={top(value)}
              height={Math.max(1, floor - top(value))}
            />
            <line
              class="first"
              x1={left + step * (place + 0.05)}
              x2={left + step * (place + 0.95)}
              y1={top(first[place]!)}
              y2={top(first[place]!)}
            />
            <text class="place" x={left + step * (place + 0.5)} y={height - 5}>
              {place + 1}
            </text>
          </g>
        ))}
      </svg>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th>layer</th>
              <th>now</th>
              <th>before the first step</th>
            </tr>
          </thead>
          <tbody>
            {now.map((value, place) => (
              <tr key={place}>
                <td>{place + 1}</td>
                <td>{shortNumber(value)}</td>
                <td>{shortNumber(first[place]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
};
