import { formatDuration, formatNumber, formatValue } from "@kaviar/page";
import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import type { TrialFacts } from "../../../src/reading/trial-facts.ts";
import { addressWith, go } from "../address.ts";
import { objectiveLabel } from "../objective-label.ts";
import { Artifacts } from "./artifacts.tsx";
import { Note } from "./note.tsx";
import { Reports } from "./reports.tsx";
import { TrialLog } from "./trial-log.tsx";

interface TrialDialogProps {
  readonly study: StudySummary;
  readonly number: number;
  readonly rows: number;
  /** Grows with each change of the trial: then it is read again. */
  readonly news: number;
  readonly opener: RefObject<HTMLElement | null>;
}

/** Everything that is known of one trial. */
export const TrialDialog = ({ study, number, rows, news, opener }: TrialDialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const facts = useSignal<TrialFacts | "none" | "unread" | undefined>(undefined);
  useLayoutEffect(() => {
    dialog.current!.showModal();
    return () => opener.current?.focus();
  }, []);
  useEffect(() => {
    let isLeft = false;
    fetch(`/api/studies/${study.id}/trials/${number}`)
      .then((response) => (response.ok ? response.json() : response.status === 404 ? "none" : "unread"))
      .catch(() => "unread")
      .then((read) => {
        if (!isLeft && (read !== "unread" || facts.value === undefined)) facts.value = read;
      });
    return () => {
      isLeft = true;
    };
  }, [number, news]);
  const close = () => go({ trial: undefined });
  const known = facts.value;
  return (
    <dialog ref={dialog} aria-labelledby="trial-title" onCancel={close} onClose={close}>
      <div class="controls">
        <h2 id="trial-title">Trial {number}</h2>
        {number > 0 && <a href={addressWith({ trial: number - 1 })}>← {number - 1}</a>}
        {study.search !== undefined && (
          <a href={addressWith({ trial: undefined, view: "pipelines", line: number })}>line of descent</a>
        )}
        {number < rows - 1 && <a href={addressWith({ trial: number + 1 })}>{number + 1} →</a>}
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      {known === undefined ? (
        <p>Reading …</p>
      ) : known === "none" ? (
        <p>There is no trial of this number.</p>
      ) : known === "unread" ? (
        <p>It cannot be read now. It is read again when it changes; close it and open it again to try at once.</p>
      ) : (
        <Facts study={study} facts={known} />
      )}
    </dialog>
  );
};

const Facts = ({ study, facts }: { readonly study: StudySummary; readonly facts: TrialFacts }) => {
  const { standing, values, startedAt, finishedAt, attempt, params, constraints, attributes, reports } = facts;
  return (
    <>
      <dl class="facts">
        <Fact name="state">
          <span class="state">
            <i aria-hidden="true" style={{ background: `var(--${standing})` }} />
            {standing}
          </span>
        </Fact>
        {values.map((value, objective) => (
          <Fact key={objectiveLabel(study, objective)} name={objectiveLabel(study, objective)}>
            {formatValue(value)}
          </Fact>
        ))}
        {startedAt !== undefined && <Fact name="started">{new Date(startedAt).toLocaleString()}</Fact>}
        {startedAt !== undefined && finishedAt !== undefined && (
          <Fact name="took">{formatDuration(finishedAt - startedAt)}</Fact>
        )}
        {attempt > 1 && <Fact name="attempt">{attempt}</Fact>}
      </dl>
      <Proposed facts={facts} />
      <Failure facts={facts} />
      <div class="two">
        <Pairs title="Parameters" pairs={params.map(([name, value]) => [name, formatValue(value)])} />
        <div>
          <Pairs
            title="Constraints"
            pairs={constraints.map(([name, value]) => [
              `${name} ≤ 0`,
              typeof value === "number" && value <= 0 ? formatNumber(value) : `${formatValue(value)}, broken`,
            ])}
          />
          <Pairs title="Attributes" pairs={attributes.map(([name, value]) => [name, shownJson(value)])} />
        </div>
      </div>
      <Note study={study.id} facts={facts} />
      <Artifacts study={study.id} facts={facts} />
      <Reports study={study} reports={reports} />
      <TrialLog study={study.id} facts={facts} />
    </>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Who proposed it, and why. */
const Proposed = ({ facts: { sampler, origin, given, why, cloneOf } }: { readonly facts: TrialFacts }) => {
  const by = given
    ? `Given to the study (${origin?.replaceAll("-", " ")}), not found by it`
    : sampler === undefined
      ? undefined
      : `Proposed by ${sampler}`;
  if (by === undefined && why === undefined && cloneOf === undefined) return undefined;
  return (
    <p class="says">
      {[by, why].filter((each) => each !== undefined).join(": ")}
      {cloneOf !== undefined && (
        <>
          {" "}
          It starts from the checkpoint of <a href={addressWith({ trial: cloneOf })}>trial {cloneOf}</a>.
        </>
      )}
    </p>
  );
};

const Failure = ({ facts: { standing, error, stack } }: { readonly facts: TrialFacts }) =>
  error === undefined ? undefined : (
    <div class="part">
      <h3>{standing === "failed" ? "Why it failed" : "Why it failed before"}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre class="error" tabIndex={0}>
        {stack === undefined ? error : `${error}\n\n${stack}`}
      </pre>
    </div>
  );

const Pairs = ({ title, pairs }: { readonly title: string; readonly pairs: readonly (readonly [string, string])[] }) =>
  pairs.length === 0 ? undefined : (
    <div class="part">
      <h3>{title}</h3>
      <table class="list">
        <tbody>
          {pairs.map(([name, value]) => (
            <tr key={name}>
              <th scope="row" class="wrap">
                {name}
              </th>
              <td class="wrap">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

const shownJson = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : formatValue(value);
