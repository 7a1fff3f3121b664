import { colour, colourNamed, formatValue } from "@kaviar/page";
import { axis, countsAxis, Plot, valuesAxis } from "@kaviar/page/plots";
import type uPlot from "uplot";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import type { TrialFacts } from "../../../src/reading/trial-facts.ts";
import { SavePicture } from "../charts/save-picture.tsx";
import { objectiveLabel } from "../objective-label.ts";

interface ReportsProps {
  readonly study: StudySummary;
  readonly reports: TrialFacts["reports"];
}

/** What a trial said on its way: a curve, and the same as a table. */
export const Reports = ({ study, reports }: ReportsProps) => {
  if (reports.length === 0) return undefined;
  const numberAt = (at: number, objective: number): number | null => {
    const value = reports[at]!.values[objective];
    return typeof value === "number" ? value : null;
  };
  const colours = [() => colourNamed("accent"), colour.text, colour.soft];
  const data: uPlot.AlignedData = [
    reports.map(({ step }) => step),
    ...study.directions.map((_, objective) => reports.map((_, at) => numberAt(at, objective))),
  ];
  const options = (): Omit<uPlot.Options, "width" | "height"> => ({
    scales: { x: { time: false } },
    axes: [axis("step", countsAxis), axis("reported", valuesAxis)],
    series: [
      {},
      ...study.directions.map((_, objective) => ({
        label: objectiveLabel(study, objective),
        stroke: colours[objective % colours.length]!,
        width: 1.5,
        points: { show: reports.length < 60, fill: colour.card() },
      })),
    ],
    legend: { show: false },
    cursor: { show: false },
  });
  const last = reports.at(-1)!;
  return (
    <div class="part">
      <h3>Reports</h3>
      {reports.length > 1 && (
        <div class="over">
          <Plot
            key={study.directions.length}
            height={200}
            label={`What it reported at ${reports.length} steps, ${last.values.map(formatValue).join(", ")} at step ${last.step}. The table below has all of it.`}
            options={options}
            data={data}
            onData={(plot) => plot.setScale("x", { min: reports[0]!.step, max: last.step })}
          />
          <SavePicture name="reports of a trial" />
        </div>
      )}
      <details open={reports.length <= 5}>
        <summary>As a table, {reports.length === 1 ? "1 step" : `${reports.length} steps`}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <section class="steps" aria-label="Reports" tabIndex={0}>
          <table class="list">
            <thead>
              <tr>
                <th scope="col">step</th>
                {study.directions.map((_, objective) => (
                  <th key={objectiveLabel(study, objective)} scope="col">
                    {objectiveLabel(study, objective)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {reports.map(({ step, values }) => (
                <tr key={step}>
                  <td>{step}</td>
                  {study.directions.map((_, objective) => (
                    <td key={objectiveLabel(study, objective)}>{formatValue(values[objective])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </div>
  );
};
