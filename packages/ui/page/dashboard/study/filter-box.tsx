import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { address, goInstead } from "../address.ts";
import type { TrialTable } from "../table/trial-table.ts";
import type { Filtered } from "./study-page.tsx";
import { faultOf } from "./use-filtered.ts";

interface FilterBoxProps {
  readonly study: StudySummary;
  /** Of all trials. */
  readonly table: TrialTable;
  readonly filtered: Filtered;
}

/** In milliseconds: who types is let finish the word. */
const pause = 200;

/** Which trials the page is about. What is typed holds as soon as it can be read, and until then what held before. */
export const FilterBox = ({ study, table, filtered: { count, of, fault } }: FilterBoxProps) => {
  const { filter } = address.value;
  const typed = useSignal<string | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const applied = useRef(filter);
  // Another one came by a link or the way back. Of the own one more may have been typed meanwhile, if only a space.
  useEffect(() => {
    if (filter !== applied.current) typed.value = undefined;
    applied.current = filter;
  }, [filter]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const text = typed.value ?? filter;
  const isNew = typed.value !== undefined && typed.value.trim() !== filter;
  const wrong = isNew && text.trim() !== "" ? faultOf(text, table, study) : isNew ? undefined : fault;
  const apply = (text: string) => {
    clearTimeout(timer.current);
    if (text.trim() !== "" && faultOf(text, table, study) !== undefined) return;
    applied.current = text.trim();
    goInstead({ filter: text.trim() });
  };
  return (
    <search class="filter">
      <label for="filter">Show trials where</label>
      <div class="controls">
        <input
          id="filter"
          type="text"
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          placeholder="state = complete and value < 0.1"
          value={text}
          aria-invalid={wrong !== undefined}
          aria-describedby="filter-says"
          onInput={({ currentTarget: { value } }) => {
            typed.value = value;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => apply(value), pause);
          }}
          onKeyDown={({ key, currentTarget: { value } }) => {
            if (key === "Enter") apply(value);
          }}
        />
        {text !== "" && (
          <button
            type="button"
            onClick={() => {
              typed.value = "";
              apply("");
              document.getElementById("filter")!.focus();
            }}
          >
            Show all
          </button>
        )}
        <span class="shown" role="status">
          {count === of ? "all" : `${count.toLocaleString("en")} of`} {of.toLocaleString("en")}{" "}
          {of === 1 ? "trial" : "trials"}
        </span>
      </div>
      <p id="filter-says" class={wrong === undefined ? "note" : "note wrong"}>
        {wrong === undefined ? (
          <>
            By state, value, number, took, sampler and parameters, with = != &lt; &lt;= &gt; &gt;=, and, or, not,
            brackets, none.
          </>
        ) : (
          `${wrong.evidence} ${wrong.remedy}`
        )}
      </p>
    </search>
  );
};
