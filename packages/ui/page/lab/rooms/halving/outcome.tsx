import { formatNumber } from "@kaviar/page";
import { WideTable } from "../../tables/wide-table.tsx";
import { longest } from "./choices.ts";
import { leastOf, lowestOf, type Run } from "./run-view.ts";

/** What the search has cost and found, against training all runs to their ends. */
export const Outcome = ({
  runs,
  spent,
  total,
}: {
  readonly runs: readonly Run[];
  readonly spent: number;
  readonly total: number;
}) => {
  const paid = runs.filter(({ afterwards }) => afterwards === 0);
  const [found, best] = [lowestOf(paid), lowestOf(runs)];
  const all = total * longest;
  const isKnown =
    runs.length === total && runs.every(({ losses }) => losses.length === longest || !Number.isFinite(losses.at(-1)));
  return (
    <dl class="facts">
      <div>
        <dt>epochs spent</dt>
        <dd>
          {spent} of {all}
        </dd>
      </div>
      <div>
        <dt>of training all</dt>
        <dd>{Math.round((100 * spent) / all)} %</dd>
      </div>
      <div>
        <dt>the lowest that it found</dt>
        <dd>{found === undefined ? "–" : `${formatNumber(leastOf(found))} (run ${found.number + 1})`}</dd>
      </div>
      <div>
        <dt>the lowest of all, trained to the end</dt>
        <dd>
          {isKnown && best !== undefined ? `${formatNumber(leastOf(best))} (run ${best.number + 1})` : "not known yet"}
        </dd>
      </div>
    </dl>
  );
};

/** Each run in numbers, the lowest first. */
export const RunsTable = ({ runs }: { readonly runs: readonly Run[] }) => (
  <details>
    <summary>All runs as a table</summary>
    <WideTable label="All runs, the lowest first">
      <thead>
        <tr>
          <th>run</th>
          <th>rate</th>
          <th>units</th>
          <th>epochs</th>
          <th>state</th>
          <th>lowest loss</th>
        </tr>
      </thead>
      <tbody>
        {[...runs]
          .sort((a, b) => leastOf(a) - leastOf(b))
          .map((run) => (
            <tr key={run.number}>
              <th scope="row">{run.number + 1}</th>
              <td>{formatNumber(run.setting.rate)}</td>
              <td>{run.setting.units}</td>
              <td>
                {run.losses.length - run.afterwards}
                {run.afterwards > 0 && ` + ${run.afterwards}`}
              </td>
              <td>{run.state}</td>
              <td>{formatNumber(leastOf(run))}</td>
            </tr>
          ))}
      </tbody>
    </WideTable>
  </details>
);
