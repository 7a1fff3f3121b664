import { batch, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { decodeColumns } from "../../../src/columns/decode.ts";
import type { UiError } from "../../../src/error.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import type { StudyNews } from "../../../src/server/feeds.ts";
import { address } from "../address.ts";
import { lazily } from "../lazily.tsx";
import { connection, follow } from "../live.ts";
import { bestSoFar } from "../table/best-so-far.ts";
import { createTrialTable, type TrialTable } from "../table/trial-table.ts";
import { ChangeStudy } from "./change-study.tsx";
import { FilterBox } from "./filter-box.tsx";
import { InShort, Title } from "./headline.tsx";
import { History } from "./history.tsx";
import { Parts } from "./parts.tsx";
import { TrialDialog } from "./trial-dialog.tsx";
import { TrialsTable } from "./trials-table.tsx";
import { useFiltered } from "./use-filtered.ts";
import { Views } from "./views.tsx";

/** What the parts of the page draw from: the table is written over in place, and `version` tells that it was. */
export interface Shown {
  readonly table: TrialTable;
  readonly version: number;
  /** Numbers of the trials that this version has changed; undefined where it has all of them anew. */
  readonly changed: readonly number[] | undefined;
}

/** Those trials that pass the filter. */
export interface Filtered extends Shown {
  readonly count: number;
  /** How many there are with those that do not pass. */
  readonly of: number;
  /** Why the filter is not one, and so passes all. */
  readonly fault: UiError | undefined;
}

const PipelinesView = lazily(() => import("./pipelines/pipelines-view.tsx").then((module) => module.PipelinesView));
const SlowerCharts = lazily(() => import("./slower-charts.tsx").then((module) => module.SlowerCharts));

export const StudyPage = ({ id }: { readonly id: number }) => {
  const study = useSignal<StudySummary | undefined>(undefined);
  const shown = useSignal<Shown | undefined>(undefined);
  const missing = useSignal<"no" | "never" | "gone">("no");
  /** Of which trials something has come since the page was opened, and how often. */
  const news = useRef(new Map<number, number>());

  useEffect(() => {
    let stop = () => {};
    let isLeft = false;
    document.title = "Study · kaviar";
    read(id, (status) => {
      if (status === 404) missing.value = "never";
      else connection.value = { state: status === 401 ? "refused" : "lost" };
      return status !== 404 && !isLeft;
    }).then((columns) => {
      if (columns === undefined || isLeft) return;
      const table = createTrialTable(columns.values.length);
      table.merge(columns);
      shown.value = { table, version: 0, changed: undefined };
      stop = follow(
        () => `/api/studies/${id}/live?since=${table.revision}`,
        {
          news: (data) => {
            const fresh = JSON.parse(data) as StudyNews;
            batch(() => {
              if (fresh.study !== undefined) study.value = fresh.study;
              if (fresh.columns === undefined) return;
              const changed = table.merge(decodeColumns(bytesOf(fresh.columns)));
              shown.value = { table, version: shown.value!.version + 1, changed };
              for (const number of changed) news.current.set(number, (news.current.get(number) ?? 0) + 1);
            });
            document.title = `${study.value!.name} · kaviar`;
          },
        },
        () => {
          missing.value = "gone";
        },
      );
    });
    return () => {
      isLeft = true;
      stop();
    };
  }, [id]);

  const opener = useRef<HTMLElement>(null);
  const filtered = useFiltered(study.value, shown.value, address.value.filter);
  const objective = Math.min(address.value.objective, (study.value?.directions.length ?? 1) - 1);
  const direction = study.value?.directions[objective];
  const best = useMemo(
    () => (filtered === undefined || direction === undefined ? [] : bestSoFar(filtered.table, objective, direction)),
    [filtered, objective, direction],
  );
  if (missing.value === "never") return <NoStudy />;
  if (study.value === undefined || shown.value === undefined || filtered === undefined)
    return <h1 class="waiting">{connection.value.state === "lost" ? "Waiting for the dashboard …" : "Reading …"}</h1>;
  const { trial, view } = address.value;
  const { search } = study.value;
  return (
    <>
      {missing.value === "gone" && (
        <p class="warning" role="alert">
          This study was deleted while you looked at it: below is what there was. <a href="#/">All studies</a>
        </p>
      )}
      <Title study={study.value} />
      {search !== undefined && <Views view={view} />}
      <FilterBox study={study.value} table={shown.value.table} filtered={filtered} />
      {search !== undefined && view === "pipelines" ? (
        <PipelinesView study={study.value} search={search} all={shown.value} shown={filtered} opener={opener} />
      ) : (
        <>
          <InShort study={study.value} shown={filtered} objective={objective} bestSoFar={best} />
          <ChangeStudy study={study.value} />
          <Parts />
          <History study={study.value} shown={filtered} objective={objective} best={best} />
          <SlowerCharts study={study.value} all={shown.value} shown={filtered} objective={objective} />
          <TrialsTable study={study.value} shown={filtered} opener={opener} />
        </>
      )}
      {trial !== undefined && (
        <TrialDialog
          key={trial}
          study={study.value}
          number={trial}
          rows={shown.value.table.rows}
          news={news.current.get(trial) ?? 0}
          opener={opener}
        />
      )}
    </>
  );
};

const NoStudy = () => (
  <>
    <h1>No such study</h1>
    <p>
      There is none at this address: it may have been deleted. <a href="#/">All studies</a>
    </p>
  </>
);

/** All trials; where the dashboard does not answer it is asked again as long as that is wanted. */
const read = async (id: number, failed: (status: number | undefined) => boolean) => {
  for (;;) {
    const response = await fetch(`/api/studies/${id}/columns`).catch(() => undefined);
    if (response?.ok) return decodeColumns(new Uint8Array(await response.arrayBuffer()));
    if (!failed(response?.status)) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
};

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
