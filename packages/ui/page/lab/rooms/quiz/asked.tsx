import type { Question } from "@kaviar/base/quiz";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Answers } from "../../answers/answers.tsx";
import { Explain } from "../../card/explain.tsx";
import { dealt, type Session } from "./session.ts";

interface AskedProps {
  readonly session: Session;
  readonly question: Question;
  /** Which one it is, and how it went before. */
  readonly about: string;
  answer(isRight: boolean): void;
  next(): void;
}

/** One question: four answers, then why the wrong ones are wrong, and the answer in full. */
export const Asked = ({ session, question, about, answer, next }: AskedProps) => {
  const chosen = useSignal<number | undefined>(undefined);
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever goes on by the keyboard goes on at the question, not at the top of the page.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, []);
  const answers = dealt(question, session).map(({ says, because }) => ({
    says,
    isRight: because === undefined,
    ...(because !== undefined && { because }),
  }));
  return (
    <section class="asked" aria-label="The question">
      <p class="says">{about}</p>
      <h2 ref={title} tabIndex={-1}>
        {question.asks}
      </h2>
      <Answers
        label="Answers"
        answers={answers}
        chosen={chosen.value}
        choose={(place) => {
          chosen.value = place;
          answer(answers[place]!.isRight);
        }}
      />
      <div aria-live="polite">
        {chosen.value !== undefined && (
          <>
            <p class="in-full">
              <b>{answers[chosen.value]!.isRight ? "Right." : "It is another one."}</b> {question.answer}{" "}
              <Explain of={question.key} title={question.key.replaceAll("-", " ")} />
            </p>
            <p>
              <button type="button" class="main-button" onClick={next}>
                Next
              </button>
            </p>
          </>
        )}
      </div>
    </section>
  );
};
