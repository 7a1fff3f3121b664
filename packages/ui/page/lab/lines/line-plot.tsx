import { colour, colourNamed, formatNumber } from "@kaviar/page";
import { axis, countsAxis, Plot, valuesAxis } from "@kaviar/page/plots";
import { useMemo, useRef } from "preact/hooks";
import { shortNumber } from "../words/short-number.ts";

export interface Line {
  readonly name: string;
  /** As many as there are places on the x axis; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Its colour's name in the styles. */
  readonly colour: string;
  readonly dash?: readonly number[];
}

interface LinePlotProps {
  readonly label: string;
  /** What is counted along the x axis. */
  readonly along: string;
  readonly of: string;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  readonly isLog?: boolean;
  /** Whether it is whole numbers that stand along the x axis; unless said they are. */
  readonly isCounted?: boolean;
  readonly isLogAlong?: boolean;
  readonly height?: number;
  /** Places on the x axis with a mark across. */
  readonly marks?: readonly { readonly at: number; readonly colour: string }[];
}

/** Lines over what is counted, with a table of them behind. */
export const LinePlot = ({
  label,
  along,
  of,
  x,
  lines,
  isLog = false,
  isCounted = true,
  isLogAlong = false,
  height = 220,
  marks = [],
}: LinePlotProps) => {
  const data = useMemo(
    () => [
      Float64Array.from(x),
      ...lines.map(({ values }) => values.map((value) => (isLog && value !== null && !(value > 0) ? null : value))),
    ],
    [x, lines, isLog],
  );
  const latest = useRef(marks);
  latest.current = marks;
  const places = tenOf(x.length);
  return (
    <div class="line-plot">
      <p class="key">
        {lines.map((line) => (
          <span key={line.name}>
            <Stroke line={line} /> {line.name}{" "}
          </span>
        ))}
      </p>
      <Plot
        // What lines there are is asked for once.
        key={`${isLog} ${lines.map(({ name, colour }) => `${name} ${colour}`).join()}`}
        label={label}
        height={height}
        data={data as never}
        onData={(plot) => plot.setData(plot.data, true)}
        options={() => ({
          scales: { x: { time: false, ...(isLogAlong && { distr: 3 as const }) }, y: isLog ? { distr: 3 } : {} },
          axes: [
            axis(along, isLogAlong ? powersAxis : isCounted ? countsAxis : {}),
            axis(of, isLog ? logAxis : valuesAxis),
          ],
          series: [
            {},
            ...lines.map(({ colour, dash }) => ({
              stroke: () => colourNamed(colour),
              width: 2,
              points: { show: false },
              ...(dash && dash.length > 0 && { dash: [...dash] }),
            })),
          ],
          legend: { show: false },
          cursor: { show: false },
          hooks: {
            draw: [
              ({ ctx, bbox, valToPos }) => {
                for (const { at, colour } of latest.current) {
                  const left = valToPos(at, "x", true);
                  ctx.save();
                  ctx.strokeStyle = colourNamed(colour);
                  ctx.lineWidth = 2;
                  ctx.setLineDash([4, 4]);
                  ctx.beginPath();
                  ctx.moveTo(left, bbox.top);
                  ctx.lineTo(left, bbox.top + bbox.height);
                  ctx.stroke();
                  ctx.restore();
                }
              },
            ],
          },
        })}
      />
      <details>
        <summary>As a table</summary>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>{along}</th>
                {lines.map(({ name }) => (
                  <th key={name}>{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {places.map((at) => (
                <tr key={at}>
                  <td>{formatNumber(x[at]!)}</td>
                  {lines.map(({ name, values }) => (
                    <td key={name}>{values[at] == null ? "–" : formatNumber(values[at])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
};

/** On a log scale the powers of ten alone, and not all of them where there are many. */
const powersOf = (splits: readonly (number | null)[]): (number | null)[] => {
  const powers = splits.flatMap((value) => (value !== null && isPower(value) ? [Math.round(Math.log10(value))] : []));
  const every = Math.ceil(powers.length / 6);
  return splits.map((value) =>
    value !== null && isPower(value) && Math.round(Math.log10(value)) % every === 0 ? value : null,
  );
};

const isPower = (value: number): boolean => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;

const powersAxis: NonNullable<Parameters<typeof axis>[1]> = {
  filter: (_, splits) => powersOf(splits),
  grid: { filter: (_, splits) => powersOf(splits), stroke: colour.line, width: 1 },
  values: (_, splits) => splits.map((value) => (value === null ? "" : shortNumber(value))),
};

const logAxis = { ...powersAxis, size: 52 };

/** How a line looks, for keys and tables. */
export const Stroke = ({ line: { colour, dash = [] } }: { readonly line: Pick<Line, "colour" | "dash"> }) => (
  <svg class="stroke" width="34" height="10" aria-hidden="true">
    <path d="M1 5H33" stroke={`var(--${colour})`} stroke-width="3" stroke-dasharray={dash.join(" ")} fill="none" />
  </svg>
);

/** Ten places of so many, the first and the last among them. */
const tenOf = (count: number): readonly number[] =>
  count <= 10
    ? Array.from({ length: count }, (_, i) => i)
    : Array.from({ length: 10 }, (_, i) => Math.round((i * (count - 1)) / 9));
