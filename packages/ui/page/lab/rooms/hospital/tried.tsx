import { formatNumber } from "@kaviar/page";
import { WideTable } from "../../tables/wide-table.tsx";
import type { PatientView } from "./train-patient.ts";
import type { Treatment } from "./treated.tsx";
import { percent } from "./words.ts";

/** A run that is over, and what was done to it. */
export interface Outcome {
  readonly treatment: Treatment;
  readonly view: PatientView;
}

/** All that was tried on a case, the sick run first: one sees what helps. */
export const Tried = ({ outcomes }: { readonly outcomes: readonly Outcome[] }) => (
  <WideTable label="What was tried, and where each run ended">
    <thead>
      <tr>
        <th>with</th>
        <th>loss</th>
        <th>held out</th>
        <th>right</th>
        <th>the doctor says</th>
      </tr>
    </thead>
    <tbody>
      {outcomes.map(({ treatment, view }) => {
        const last = view.curve.at(-1);
        const problems = view.findings.filter(({ severity }) => severity === "problem");
        return (
          <tr key={treatment.with.join()}>
            <th scope="row">{treatment.with.length === 0 ? "nothing: the sick run" : treatment.with.join(", ")}</th>
            <td>{last === undefined ? "–" : formatNumber(last.loss)}</td>
            <td>{last === undefined ? "–" : formatNumber(last.held)}</td>
            <td>{last?.right === undefined ? "–" : percent(last.right)}</td>
            <td>
              {problems.length === 0 ? "no problem" : problems.map(({ code }) => code.replaceAll("-", " ")).join(", ")}
            </td>
          </tr>
        );
      })}
    </tbody>
  </WideTable>
);
