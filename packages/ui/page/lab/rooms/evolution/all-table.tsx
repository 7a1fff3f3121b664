import { WideTable } from "../../tables/wide-table.tsx";
import type { Bred } from "./bred.ts";
import { madeBy } from "./operators.ts";
import { scoreOf } from "./tree.tsx";

interface AllTableProps {
  readonly bred: readonly Bred[];
  choose(number: number): void;
}

/** What the tree shows, pipeline by pipeline: who left the population, and why. */
export const AllTable = ({ bred, choose }: AllTableProps) => (
  <details>
    <summary>All pipelines as a table: who left, and why</summary>
    <WideTable label="All pipelines">
      <thead>
        <tr>
          <th>pipeline</th>
          <th>generation</th>
          <th>score</th>
          <th>parts</th>
          <th>how it was made</th>
          <th>left after</th>
          <th>why</th>
        </tr>
      </thead>
      <tbody>
        {bred.map((each) => (
          <tr key={each.number}>
            <th scope="row">
              <button type="button" class="link" onClick={() => choose(each.number)}>
                {each.number}
              </button>
            </th>
            <td>{each.generation + 1}</td>
            <td>{scoreOf(each)}</td>
            <td>{each.parts.map(({ kind }) => kind).join(" → ")}</td>
            <td>{madeBy(each.operator, each.parents)}</td>
            <td>{each.left === undefined ? "–" : each.left.generation + 1}</td>
            <td>{each.left?.why ?? "it is in the population"}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  </details>
);
