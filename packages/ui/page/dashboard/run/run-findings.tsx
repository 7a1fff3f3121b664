import type { RunFinding } from "../../../src/runs/runs.ts";

/** What the doctor sees in a run, and what to try. */
export const RunFindings = ({ findings }: { readonly findings: readonly RunFinding[] }) => (
  <section>
    <h2>The doctor</h2>
    {findings.length === 0 && <p class="says">Nothing is wrong so far.</p>}
    {findings.map(({ code, severity, layer, since, evidence, explanation, remedies }) => (
      <article key={`${code} ${layer}`} class={`finding ${severity}`}>
        <h3>
          {severity === "problem" ? "✖" : "·"} {code.replaceAll("-", " ")}{" "}
          <span class="note">
            {layer !== undefined && `${layer}, `}since step {since}
          </span>
        </h3>
        <p>{evidence}</p>
        <p class="note">It means that {explanation}.</p>
        <ol>
          {remedies.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      </article>
    ))}
  </section>
);
