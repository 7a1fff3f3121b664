import type { Group } from "../../command/command.ts";

export const command: Group = {
  about: "Looks at studies, and takes them along.",
  commands: {
    list: { about: "All studies", load: () => import("./list.ts") },
    show: { about: "One study: its trials, its space, its best", load: () => import("./show.ts") },
    best: { about: "The best trial, or the Pareto front", load: () => import("./best.ts") },
    trials: { about: "All trials", load: () => import("./trials.ts") },
    compare: { about: "Studies side by side", load: () => import("./compare.ts") },
    export: { about: "All trials as JSON, CSV or JSON lines", load: () => import("./export.ts") },
    importance: { about: "Which parameters mattered", load: () => import("./importance.ts") },
    report: { about: "One HTML file with the plots of a study", load: () => import("./report.ts") },
    copy: { about: "Copy a study to another storage or name", load: () => import("./copy.ts") },
    import: { about: "Studies of Optuna, in a storage of ours", load: () => import("./import.ts") },
    recover: { about: "What can be read of a damaged file, in a new one", load: () => import("./recover.ts") },
    retry: { about: "Run failed trials again", load: () => import("./retry.ts") },
    logs: { about: "What an agent on a cluster has printed", load: () => import("./logs.ts") },
    stop: { about: "Have whoever runs a study begin no more trials", load: () => import("./stop.ts") },
    delete: { about: "Delete a study with everything in it", load: () => import("./delete.ts") },
  },
};
