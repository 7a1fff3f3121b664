import type { Group } from "../../command/command.ts";

export const study: Group = {
  about: "Looks at studies, and takes them along.",
  commands: {
    list: { about: "All studies", load: async () => (await import("./list.ts")).list },
    show: { about: "One study: its trials, its space, its best", load: async () => (await import("./show.ts")).show },
    best: { about: "The best trial, or the Pareto front", load: async () => (await import("./best.ts")).best },
    trials: { about: "All trials", load: async () => (await import("./trials.ts")).trials },
    compare: { about: "Studies side by side", load: async () => (await import("./compare.ts")).compare },
    export: {
      about: "All trials as JSON, CSV or JSON lines",
      load: async () => (await import("./export.ts")).exportTrials,
    },
    importance: {
      about: "Which parameters mattered",
      load: async () => (await import("./importance.ts")).importance,
    },
    report: {
      about: "One HTML file with the plots of a study",
      load: async () => (await import("./report.ts")).report,
    },
    recover: {
      about: "What can be read of a damaged file, in a new one",
      load: async () => (await import("./recover.ts")).recover,
    },
    delete: {
      about: "Delete a study with everything in it",
      load: async () => (await import("./delete.ts")).deleteStudy,
    },
  },
};
