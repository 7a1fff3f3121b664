import { formatValue } from "@kaviar/page";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import type { RunSummary } from "../../../src/runs/run-news.ts";
import { addressOfComparison, addressOfStudy } from "../address.ts";
import { connectedWords } from "../connected-words.ts";
import { CountsBar } from "../counts-bar.tsx";
import { follow } from "../live.ts";
import { Outlooks } from "../outlooks.tsx";
import { Since } from "../since.tsx";
import { RunsList } from "./runs-list.tsx";

/** All studies of the storage, the one that changed last first. */
export const StudiesPage = () => {
  const studies = useSignal<readonly StudySummary[] | undefined>(undefined);
  const runs = useSignal<readonly RunSummary[]>([]);
  useEffect(() => {
    document.title = "Studies · kaviar";
    return follow(() => "/api/live", {
      studies: (data) => {
        studies.value = (JSON.parse(data) as StudySummary[]).sort((a, b) => b.lastChange - a.lastChange);
      },
      runs: (data) => {
        runs.value = JSON.parse(data) as RunSummary[];
      },
    });
  }, []);
  const all = studies.value;
  return (
    <>
      <h1>Studies</h1>
      {runs.value.length > 0 && <RunsList runs={runs.value} />}
      {all === undefined ? (
        <p class="says">Reading …</p>
      ) : all.length === 0 ? (
        runs.value.length === 0 && <NoStudies />
      ) : (
        <List studies={all} />
      )}
    </>
  );
};

const NoStudies = () => (
  <section>
    <h2>No studies yet</h2>
    <p>This storage is empty. Tune something, and it appears here by itself:</p>
    <pre class="code">npx kaviar tune objective.ts --trials 100</pre>
    <p class="note">
      With the same storage: what <code>--storage</code> or <code>KAVIAR_STORAGE</code> says, else the file kaviar.db of
      the folder.
    </p>
  </section>
);

const List = ({ studies }: { readonly studies: readonly StudySummary[] }) => {
  const chosen = useSignal<readonly number[]>([]);
  const running = studies.filter(({ isRunning }) => isRunning).length;
  const ids = chosen.value.filter((id) => studies.some((study) => study.id === id));
  const choose = (id: number, isChosen: boolean) => {
    chosen.value = isChosen ? [...ids, id] : ids.filter((each) => each !== id);
  };
  return (
    <>
      <p class="says">
        {studies.length === 1 ? "1 study" : `${studies.length} studies`}, {running} running.
        {studies.length > 1 &&
          (ids.length < 2 ? (
            " Mark two or more to compare them."
          ) : (
            <>
              {" "}
              <a href={addressOfComparison(ids)}>Compare the {ids.length} that are marked</a>
            </>
          ))}
      </p>
      <ul class="studies">
        {studies.map((study) => (
          <Study
            key={study.id}
            study={study}
            mark={
              studies.length > 1 && (
                <label class="mark">
                  <input
                    type="checkbox"
                    checked={ids.includes(study.id)}
                    onChange={({ currentTarget: { checked } }) => choose(study.id, checked)}
                  />{" "}
                  compare<span class="unseen"> {study.name}</span>
                </label>
              )
            }
          />
        ))}
      </ul>
    </>
  );
};

const Study = ({ study, mark }: { readonly study: StudySummary; readonly mark: ComponentChildren }) => (
  <li>
    {mark}
    <h2>
      <a href={addressOfStudy(study.id)}>{study.name === "" ? "(no name)" : study.name}</a>
      {study.isRunning && <span class="badge">running</span>}
    </h2>
    <Outlooks outlooks={study.outlooks} />
    <dl class="facts">
      <div>
        <dt>aims to</dt>
        <dd class="plain">{study.aims}</dd>
      </div>
      <div>
        <dt>best</dt>
        <dd>{bestWords(study)}</dd>
      </div>
      <div>
        <dt>trials</dt>
        <dd>{study.trials.toLocaleString("en")}</dd>
      </div>
      <div>
        <dt>connected</dt>
        <dd class="plain">{connectedWords(study.connected)}</dd>
      </div>
      <div>
        <dt>last change</dt>
        <dd class="plain">
          <Since at={study.lastChange} />
        </dd>
      </div>
    </dl>
    <CountsBar counts={study.counts} />
  </li>
);

const bestWords = ({ best, directions }: StudySummary): string =>
  best !== undefined ? formatValue(best.value) : directions.length > 1 ? "of several" : "none yet";
