import { formatValue } from "@kaviar/page";
import type { RunSummary } from "../../../src/runs/run-news.ts";
import { addressOfRun } from "../address.ts";
import { Since } from "../since.tsx";

/** Training runs that are watched, the latest first. */
export const RunsList = ({ runs }: { readonly runs: readonly RunSummary[] }) => (
  <>
    <h2 class="head">Trainings</h2>
    <ul class="studies">
      {[...runs].reverse().map(({ id, name, done, epochs, loss, problems, lastChange }) => (
        <li key={id}>
          <h3>
            <a href={addressOfRun(id)}>{name === "" ? "(no name)" : name}</a>
            {done < epochs && <span class="badge">running</span>}
          </h3>
          <dl class="facts">
            <div>
              <dt>epoch</dt>
              <dd>
                {done} of {epochs}
              </dd>
            </div>
            <div>
              <dt>loss</dt>
              <dd>{formatValue(loss)}</dd>
            </div>
            <div>
              <dt>the doctor</dt>
              <dd class="plain">
                {problems === 0 ? "says nothing" : problems === 1 ? "1 problem" : `${problems} problems`}
              </dd>
            </div>
            <div>
              <dt>last change</dt>
              <dd class="plain">
                <Since at={lastChange} />
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  </>
);
