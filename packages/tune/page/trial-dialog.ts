import { h } from "@kaviar/page";
import type { PageStudy } from "./page-study.ts";
import { standingWord } from "./standing.ts";
import { addressedTrial, openTrial } from "./trial-address.ts";
import { trialReports } from "./trial-reports.ts";
import { trialWords } from "./trial-words.ts";

/** All that is known of one trial, over the page: the one that the page's address names. */
export const trialDialog = (study: PageStudy): HTMLElement => {
  const body = h("div", { class: "trial" });
  const [back, next, close] = [
    button("‹", "The trial before"),
    button("›", "The next trial"),
    button("Close", "Close"),
  ];
  const title = h("h2");
  const reports = trialReports(study);
  const dialog = h(
    "dialog",
    { "aria-label": "Trial" },
    h("div", { class: "controls" }, title, back, next, close),
    body,
    reports.element,
  );
  const numbers = study.trials.map(({ number }) => number);
  const place = () => numbers.indexOf(addressedTrial() ?? Number.NaN);

  const show = () => {
    const at = place();
    const trial = study.trials[at];
    if (trial === undefined) {
      dialog.close();
      return;
    }
    back.disabled = at === 0;
    next.disabled = at === numbers.length - 1;
    title.replaceChildren(`Trial ${trial.number} `, standingWord(trial));
    body.replaceChildren(...trialWords(study, trial));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    reports.show(trial);
  };
  const go = (by: number) => {
    // By the address, which is ahead of what is shown while a key is held down.
    const number = numbers[place() + by];
    if (number !== undefined) openTrial(number);
  };
  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") go(-1);
    if (key === "ArrowRight") go(1);
  });
  dialog.addEventListener("click", ({ target }) => {
    // The dialog itself is only hit outside of what it holds.
    if (target === dialog) dialog.close();
  });
  // Without a place in the history: to go back from a closed trial is to leave the page.
  dialog.addEventListener("close", () => {
    if (addressedTrial() !== undefined) history.replaceState(null, "", location.pathname + location.search);
  });
  addEventListener("hashchange", show);
  // It can be shown once it is on the page.
  queueMicrotask(show);
  return dialog;
};

const button = (text: string, label: string): HTMLButtonElement =>
  h("button", { type: "button", "aria-label": label }, text);
