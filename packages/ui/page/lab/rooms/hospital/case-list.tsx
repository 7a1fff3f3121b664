import { signal } from "@preact/signals";
import { cases, type Diagnosis } from "./cases/index.ts";

/** What was guessed of each case, by its number, as long as the page is open. */
export const guesses = signal<ReadonlyMap<number, Diagnosis>>(new Map());

interface CaseListProps {
  readonly open: number;
  choose(number: number): void;
}

/** The cases by their numbers, and how the guesses went. */
export const CaseList = ({ open, choose }: CaseListProps) => {
  const isRight = (number: number) => guesses.value.get(number) === cases[number - 1]!.has;
  const right = [...guesses.value.keys()].filter(isRight).length;
  return (
    <section aria-label="Cases">
      <p class="cases">
        <strong>Case</strong>
        {cases.map((_, at) => {
          const number = at + 1;
          const mark = !guesses.value.has(number) ? "" : isRight(number) ? " ✔" : " ✖";
          return (
            <button key={number} type="button" aria-pressed={number === open} onClick={() => choose(number)}>
              {number}
              {mark}
            </button>
          );
        })}
        <span class="numbers" aria-live="polite">
          {guesses.value.size > 0 && (
            <>
              <b>{right}</b> of <b>{guesses.value.size}</b> right
            </>
          )}
        </span>
      </p>
    </section>
  );
};
