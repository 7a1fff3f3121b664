import { address, goInstead } from "../address.ts";
import { fileName, saveFile } from "../save-file.ts";
import { trialsCsv } from "../table/trials-csv.ts";
import type { TableColumn } from "./table-columns.ts";

interface TableChoicesProps {
  readonly study: string;
  readonly all: readonly TableColumn[];
  readonly shown: readonly TableColumn[];
  /** Those that are left out because all trials have the same there. */
  readonly same: readonly TableColumn[];
  readonly order: Uint32Array;
}

/** Which columns the table has, and the table as a file. */
export const TableChoices = ({ study, all, shown, same, order }: TableChoicesProps) => {
  const { hide, differs } = address.value;
  return (
    <>
      <div class="controls">
        <details class="choose">
          <summary>
            Columns: {shown.length} of {all.length}
          </summary>
          <fieldset>
            <legend>Columns of the table</legend>
            {all
              .filter(({ key }) => key !== "number")
              .map(({ key, name }) => (
                <label key={key}>
                  <input
                    type="checkbox"
                    checked={!hide.includes(key)}
                    onChange={({ currentTarget: { checked } }) =>
                      goInstead({ hide: checked ? hide.filter((each) => each !== key) : [...hide, key] })
                    }
                  />{" "}
                  {name}
                </label>
              ))}
          </fieldset>
        </details>
        <label>
          <input
            type="checkbox"
            checked={differs}
            onChange={({ currentTarget: { checked } }) => goInstead({ differs: checked })}
          />{" "}
          only what differs
        </label>
        <button
          type="button"
          disabled={order.length === 0}
          onClick={() => {
            // Without the mark some programs for tables take UTF-8 for something else.
            const csv = new Blob(["\uFEFF", trialsCsv(shown, order)], { type: "text/csv;charset=utf-8" });
            saveFile(csv, `${fileName(study, "trials")}.csv`);
          }}
        >
          Save as CSV
        </button>
      </div>
      {same.length > 0 && (
        <p class="says">
          The same in all trials shown:{" "}
          {same.map((column) => `${column.name} = ${column.show(order[0]!) || "none"}`).join(", ")}.
        </p>
      )}
    </>
  );
};
