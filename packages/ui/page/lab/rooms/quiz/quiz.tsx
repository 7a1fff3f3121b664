import { isKnown, noScores, withAnswer } from "@kaviar/base/quiz";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Choice } from "../../choices/choice.ts";
import { useChoices } from "../../choices/use-choices.ts";
import { SelectField } from "../../controls/fields.tsx";
import { Asked } from "./asked.tsx";
import { Ending } from "./ending.tsx";
import { type Heading, headings, readHeadings } from "./headings.ts";
import { keep, scores } from "./kept-scores.ts";
import { Known } from "./known.tsx";
import { beginSession, type Session } from "./session.ts";

/** The name of a heading: which there are comes with the questions. */
const headingName: Choice<string> = {
  unless: "all",
  read: (text) => (/^[a-z-]+$/.test(text) ? text : undefined),
  write: (value) => value,
};

const choices = { heading: headingName };

export const Room = () => {
  const [{ heading }, choose] = useChoices(choices);
  useEffect(() => {
    if (headings.value === undefined) readHeadings();
  }, []);
  const all = headings.value;
  return (
    <>
      <h1>Quiz</h1>
      <p class="says">
        What one has to know of training models. The wrong answers are mistakes that are often made, and it says why
        they are. What was wrong comes again in the next session, what was right after 2, then 4, 8 and 16 of them. The
        score is kept in this browser.
      </p>
      {all === undefined ? (
        <p>Reading the questions …</p>
      ) : (
        <div class="quiz">
          <Sitting key={heading} all={all} heading={heading} />
          <section class="knobs" aria-label="What is known">
            <SelectField
              name="heading"
              title="questions about"
              value={heading}
              options={[
                { value: "all", title: "everything" },
                ...all.map(({ name, title }) => ({ value: name, title })),
              ]}
              choose={(next) => choose({ heading: next })}
            />
            <Known all={all} scores={scores.value} />
            {scores.value.questions.size > 0 && (
              <button type="button" onClick={() => keep(noScores)}>
                Forget the score
              </button>
            )}
          </section>
        </div>
      )}
    </>
  );
};

/** One session after the other about one heading, or about all. */
const Sitting = ({ all, heading }: { readonly all: readonly Heading[]; readonly heading: string }) => {
  const session = useSignal<Session>(beginSession(all, heading, scores.value));
  const answered = useSignal<readonly boolean[]>([]);
  const place = useSignal(0);
  const { questions, number } = session.value;
  const question = questions[place.value];
  if (question === undefined)
    return (
      <Ending
        questions={questions}
        answered={answered.value}
        again={() => {
          session.value = beginSession(all, heading, scores.value);
          answered.value = [];
          place.value = 0;
        }}
      />
    );
  const score = scores.value.questions.get(question.id);
  const title = all.find((each) => each.questions.some(({ id }) => id === question.id))!.title;
  const isAsked = answered.value.length === place.value;
  const before =
    score === undefined ? "new" : isKnown(score) ? `right ${score.right} of ${score.asked} times` : "again";
  return (
    <Asked
      key={`${number} ${question.id}`}
      session={session.value}
      question={question}
      about={`Question ${place.value + 1} of ${questions.length} · ${title}${isAsked ? ` · ${before}` : ""}`}
      answer={(isRight) => {
        answered.value = [...answered.value, isRight];
        keep(withAnswer(scores.value, question.id, number, isRight));
      }}
      next={() => place.value++}
    />
  );
};
