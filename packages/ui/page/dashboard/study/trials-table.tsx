import type { RefObject } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { address, go } from "../address.ts";
import { comparing, reordered, sorted } from "../table/order.ts";
import { RowsTable } from "./rows-table.tsx";
import type { Filtered } from "./study-page.tsx";
import { TableChoices } from "./table-choices.tsx";
import { columnsOf, isSame } from "./table-columns.ts";

interface TrialsTableProps {
  readonly study: StudySummary;
  readonly shown: Filtered;
  /** Where the focus goes when a trial is closed. */
  readonly opener: RefObject<HTMLElement | null>;
}

/** All trials, of which only the rows on the screen are made. */
export const TrialsTable = ({ study, shown, opener }: TrialsTableProps) => {
  const { table } = shown;
  const { sort, up, hide, differs } = address.value;
  const order = useOrder(shown, sort, up);
  const all = columnsOf(study, table);
  const chosen = all.filter(({ key }) => key === "number" || !hide.includes(key));
  const same = useMemo(
    () => new Set(differs ? chosen.filter((column) => isSame(column, order)).map(({ key }) => key) : []),
    [differs, order, chosen.length],
  );
  const columns = chosen.filter(({ key }) => key === "number" || !same.has(key));
  return (
    <section id="trials" aria-labelledby="trials-title">
      <h2 id="trials-title">Trials</h2>
      <p class="says">
        {shown.count < shown.of ? "The" : "All"} {order.length.toLocaleString("en")}
        {shown.count < shown.of && ` of ${shown.of.toLocaleString("en")} that pass the filter`}, to be sorted by any
        column. A row opens the trial; with the keyboard the arrows go from row to row.
      </p>
      <TableChoices
        study={study.name}
        all={all}
        shown={columns}
        same={chosen.filter(({ key }) => same.has(key))}
        order={order}
      />
      <RowsTable
        name="Table of trials"
        columns={columns}
        link="number"
        order={order}
        sort={sort}
        up={up}
        onSort={(key) => go({ sort: key, up: sort === key ? !up : key !== "number" })}
        opener={opener}
      />
    </section>
  );
};

/** The order of all trials; what has changed since the last time is put in its place, the rest stays as it was. */
const useOrder = ({ table, version, changed }: Filtered, sort: string, up: boolean): Uint32Array => {
  const kept = useRef<{
    readonly sort: string;
    readonly up: boolean;
    readonly version: number;
    readonly order: Uint32Array;
  }>(undefined);
  const before = kept.current;
  if (before?.sort === sort && before.up === up && before.version === version) return before.order;
  const compare = comparing(table, sort, up);
  const follows = before?.sort === sort && before.up === up && before.version === version - 1;
  const order =
    follows && changed !== undefined ? reordered(table, before.order, changed, compare) : sorted(table, compare);
  kept.current = { sort, up, version, order };
  return order;
};
