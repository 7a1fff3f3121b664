import { colour, colourNamed, formatNumber } from "@kaviar/page";
import { axis, Plot, valuesAxis } from "@kaviar/page/plots";
import { useMemo } from "preact/hooks";
import type { PlaygroundView } from "./train-playground.ts";

/** The loss of each epoch, on the points that are learned from and on those that are not. */
export const Losses = ({ curve }: { readonly curve: PlaygroundView["curve"] }) => {
  const data = useMemo(() => {
    const of = (pick: (at: PlaygroundView["curve"][number]) => number) => Float64Array.from(curve, pick);
    return [of(({ epoch }) => epoch), of(({ loss }) => loss), of(({ test }) => test)] as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
  }, [curve]);
  const last = curve.at(-1);
  return (
    <div>
      <p class="key">
        <span class="line-key training" /> training {last && formatNumber(last.loss)} <span class="line-key test" />{" "}
        test {last && formatNumber(last.test)}
      </p>
      <Plot
        label="Loss by epoch, on training and on test points"
        height={190}
        data={data}
        onData={(plot) => plot.setData(plot.data, true)}
        options={() => ({
          scales: { x: { time: false } },
          axes: [axis("epoch"), axis("loss", valuesAxis)],
          series: [
            {},
            { stroke: () => colour.accent(), width: 2, points: { show: false } },
            { stroke: () => colourNamed("test"), width: 2, points: { show: false } },
          ],
          legend: { show: false },
          cursor: { show: false },
        })}
      />
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th>epoch</th>
              <th>training</th>
              <th>test</th>
            </tr>
          </thead>
          <tbody>
            {tenOf(curve).map(({ epoch, loss, test }) => (
              <tr key={epoch}>
                <td>{epoch}</td>
                <td>{formatNumber(loss)}</td>
                <td>{formatNumber(test)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
};

/** Ten places of a curve, the first and the last among them. */
const tenOf = <P,>(curve: readonly P[]): readonly P[] =>
  curve.length <= 10 ? curve : Array.from({ length: 10 }, (_, i) => curve[Math.round((i * (curve.length - 1)) / 9)]!);
