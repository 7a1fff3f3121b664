import type { Group } from "../command/command.ts";

/** Every first word, and the module of its command, which is loaded when it is called. */
export const commands: Group = {
  about: "kaviar trains, tunes and ships models. Today: models of tables, and the tuning of any function.",
  commands: {
    fit: {
      about: "Search for the model that predicts a column of a table best, and write it",
      load: () => import("./fit.ts"),
    },
    tune: {
      about: "Search the best parameters of a module's function, or of a command",
      load: () => import("./tune.ts"),
    },
    work: {
      about: "Work on a study that was begun elsewhere, beside all others who do",
      load: () => import("./work.ts"),
    },
    doctor: {
      about: "Train a module's model, say what is wrong with the run, and prove what helps",
      load: () => import("./doctor.ts"),
    },
    explain: {
      about: "Say what a thing is and show it: an activation, a loss, a finding, an idea",
      load: () => import("./explain.ts"),
    },
    predict: {
      about: "Predict for each row of a file with a model, as CSV",
      load: () => import("./predict.ts"),
    },
    export: { about: "Print a model, or how it was found, as code", load: () => import("./export.ts") },
    profile: {
      about: "Look at a table: types, gaps, how values lie, what leaks",
      load: () => import("./profile.ts"),
    },
    recommend: {
      about: "Say what to begin with for a table, a model and a network, and why",
      load: () => import("./recommend.ts"),
    },
    quiz: {
      about: "Ask what one has to know of training models, and keep score",
      load: () => import("./quiz.ts"),
    },
    lab: {
      about: "See how training works, in the browser: a playground, and rooms to learn from",
      load: () => import("./lab.ts"),
    },
    study: {
      about: "Look at studies: list, show, best, trials, importance, report, …",
      load: () => import("./study/index.ts"),
    },
    dashboard: {
      about: "Show studies in the browser, live: all of them, each one, each trial",
      load: () => import("./dashboard.ts"),
    },
    ask: { about: "Get the next trial to run, as JSON: for any other language", load: () => import("./ask.ts") },
    tell: { about: "Say what a trial came to", load: () => import("./tell.ts") },
    enqueue: { about: "Say which point to try next", load: () => import("./enqueue.ts") },
  },
};
