import type { Question } from "@kaviar/base/quiz";
import { Explain } from "../../card/explain.tsx";

interface EndingProps {
  readonly questions: readonly Question[];
  /** Whether each was answered rightly. */
  readonly answered: readonly boolean[];
  again(): void;
}

/** What a session came to, and what will come again first. */
export const Ending = ({ questions, answered, again }: EndingProps) => {
  const wrong = questions.filter((_, at) => answered[at] === false);
  return (
    <section aria-label="The session" aria-live="polite">
      <h2>
        {answered.filter(Boolean).length} of {answered.length} right
      </h2>
      {wrong.length > 0 && (
        <>
          <p class="says">These come again first:</p>
          <ul class="again-first">
            {wrong.map(({ id, asks, key }) => (
              <li key={id}>
                {asks} <Explain of={key} title={key.replaceAll("-", " ")} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <button type="button" class="main-button" onClick={again}>
          Another session
        </button>
      </p>
    </section>
  );
};
