import { noScores, type Scores, scoresFromText, scoresToText } from "@kaviar/base/quiz";
import { signal } from "@preact/signals";

/** Under this name the browser keeps them, as the command line does in its file. */
const place = "kaviar quiz";

/** A browser may forbid a page to keep anything: then scores last as long as the page. */
const read = (): Scores => {
  try {
    return scoresFromText(localStorage.getItem(place) ?? "") ?? noScores;
  } catch {
    return noScores;
  }
};

/** How all questions went so far, in this browser. */
export const scores = signal<Scores>(read());

export const keep = (next: Scores): void => {
  scores.value = next;
  try {
    localStorage.setItem(place, scoresToText(next));
  } catch {
    // Forbidden, or full.
  }
};
