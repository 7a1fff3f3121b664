import { colour, colourNamed, formatNumber } from "@kaviar/page";
import { axis, countsAxis, Plot, valuesAxis } from "@kaviar/page/plots";
import { useMemo } from "preact/hooks";
import type uPlot from "uplot";
import { SavePicture } from "../charts/save-picture.tsx";
import type { RunChart as Chart } from "./run-table.ts";

/** How numbers of a run are called for people. */
const titles: Readonly<Record<string, string>> = {
  rate: "learning rate",
  gradientNorm: "length of the gradient",
  seconds: "seconds an epoch",
};

const latest = (values: readonly number[] | undefined): string | undefined =>
  values === undefined || values.length === 0 ? undefined : formatNumber(values.at(-1)!);

/** One number of a run, epoch by epoch: on the rows that are learned from, and on those of validation. */
export const RunChart = ({ title, training, validation }: Chart) => {
  const name = titles[title] ?? title;
  const series = [
    ...(training ? [{ values: training, stroke: colour.accent, says: validation ? "training" : "" }] : []),
    ...(validation ? [{ values: validation, stroke: () => colourNamed("failed"), says: "validation" }] : []),
  ];
  const data = useMemo(() => {
    const count = Math.max(...series.map(({ values }) => values.length));
    const epochs = Array.from({ length: count }, (_, at) => at + 1);
    return [
      epochs,
      ...series.map(({ values }) => values.map((value) => (Number.isFinite(value) ? value : null))),
    ] as uPlot.AlignedData;
  }, [training, validation]);
  const words = series.map(({ values, says }) => `${says} ${latest(values) ?? "none"}`.trim()).join(", ");
  return (
    <div class="run-chart">
      <h3>{name}</h3>
      <p class="note">
        {series.map(({ values, says }) => (
          <span key={says} class={`curve-key ${says || "training"}`}>
            {says} {latest(values)}
          </span>
        ))}
      </p>
      <div class="over">
        <Plot
          key={series.length}
          label={`${name} by epoch: ${words} after ${data[0].length} epochs. The table below has all of it.`}
          height={180}
          data={data}
          onData={(plot) => plot.setData(plot.data, true)}
          options={() => ({
            scales: { x: { time: false } },
            axes: [axis("epoch", countsAxis), axis(name, valuesAxis)],
            series: [
              {},
              ...series.map(({ stroke }) => ({ stroke, width: 1.75, points: { show: data[0].length < 3 } })),
            ],
            legend: { show: false },
            cursor: { show: false },
          })}
        />
        <SavePicture name={name} />
      </div>
    </div>
  );
};
