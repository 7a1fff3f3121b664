import { formatDuration } from "@kaviar/page";
import { WideTable } from "../../tables/wide-table.tsx";
import { shortNumber } from "../../words/short-number.ts";
import { signs } from "./cell.tsx";
import type { RateView } from "./train-beside.ts";

/** The runs in numbers. */
export const Results = ({ runs, differ }: { readonly runs: RateView["runs"]; readonly differ: string }) => (
  <WideTable label="The runs in numbers">
    <thead>
      <tr>
        <th>{differ}</th>
        <th>it</th>
        <th>loss</th>
        <th>steps an epoch</th>
        <th>steps</th>
        <th>noise from step to step</th>
        <th>time</th>
        <th>the doctor</th>
      </tr>
    </thead>
    <tbody>
      {runs.map((run) => (
        <tr key={run.name}>
          <th scope="row">{run.name}</th>
          <td>
            {signs[run.verdict]} {run.verdict}
          </td>
          <td>{shortNumber(run.last)}</td>
          <td>{run.stepsPerEpoch}</td>
          <td>{run.steps}</td>
          <td>{Number.isNaN(run.noise) ? "–" : `${Math.round(100 * run.noise)} %`}</td>
          <td>{formatDuration(1_000 * run.seconds)}</td>
          <td>{run.findings.map((code) => code.replaceAll("-", " ")).join(", ") || "–"}</td>
        </tr>
      ))}
    </tbody>
  </WideTable>
);
