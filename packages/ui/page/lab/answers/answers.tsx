import { Explain } from "../card/explain.tsx";

/** One of several answers. */
interface Answer {
  readonly says: string;
  readonly isRight: boolean;
  /** What speaks for it, or against it. */
  readonly because?: string;
  /** The key of its card. */
  readonly of?: string | undefined;
}

interface AnswersProps {
  /** What is asked, for those who do not see it. */
  readonly label: string;
  readonly answers: readonly Answer[];
  /** The place of the one that was chosen. */
  readonly chosen: number | undefined;
  choose(place: number): void;
}

const letters = "abcd";

/** Answers to choose one from; then which is right, and why the others are not. */
export const Answers = ({ label, answers, chosen, choose }: AnswersProps) => (
  <ol class="answers" aria-label={label}>
    {answers.map(({ says, isRight, because, of }, place) => {
      const isShown = chosen !== undefined;
      const mark = isRight ? "right" : place === chosen ? "wrong" : "";
      return (
        <li key={says} class={isShown ? `answer ${mark}` : "answer"}>
          <span class="with-mark">
            <button
              type="button"
              aria-pressed={place === chosen}
              aria-disabled={isShown}
              onClick={() => !isShown && choose(place)}
            >
              <b>{letters[place]}</b> {says}
              {isShown && (isRight ? " ✔" : " ✖")}
              {isShown && <span class="unseen">{isRight ? ", right" : ", wrong"}</span>}
            </button>
            {isShown && of !== undefined && <Explain of={of} title={says} />}
          </span>
          {isShown && because !== undefined && <p class="says">{because}</p>}
        </li>
      );
    })}
  </ol>
);
