import type { RemedyName, TrainingFinding } from "@kaviar/nn";
import { Explain } from "../card/explain.tsx";

interface FindingsProps {
  readonly findings: readonly TrainingFinding[];
  /** Tries a remedy: undefined where there is nothing here to try it on. */
  cure(remedy: RemedyName): (() => void) | undefined;
}

/** What the doctor says of a run, and what to try: a click tries it. */
export const Findings = ({ findings, cure }: FindingsProps) => (
  <div class="findings" aria-live="polite">
    {findings.length === 0 && <p class="says">The doctor has nothing to say: nothing is wrong so far.</p>}
    {findings.map(({ code, severity, layer, evidence, explanation, remedies }) => (
      <article key={`${code}-${layer}`} class={`finding ${severity}`}>
        <h3>
          {severity === "problem" ? "✖" : "·"} {code.replaceAll("-", " ")}
          {layer !== undefined && <span class="thin"> in {layer}</span>}
          <Explain of={code} title={code.replaceAll("-", " ")} />
        </h3>
        <p>{evidence}</p>
        <p class="says">It means that {explanation}.</p>
        <ol>
          {remedies.map(({ name, text }) => {
            const apply = cure(name);
            return (
              <li key={name}>
                {text}{" "}
                {apply && (
                  <button type="button" class="try" onClick={apply} aria-label={`Try it: ${text}`}>
                    Try it
                  </button>
                )}
              </li>
            );
          })}
        </ol>
      </article>
    ))}
  </div>
);
