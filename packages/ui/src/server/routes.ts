import type { IncomingMessage } from "node:http";
import { toJson } from "@kaviar/base/text";
import { artifactsOf, trialLog } from "@kaviar/tune";
import { encodeCurves } from "../columns/index.ts";
import type { Computer } from "../computing/computer.ts";
import { curvesOf } from "../reading/curves.ts";
import { hypervolumeIn } from "../reading/hypervolume.ts";
import { importanceIn } from "../reading/importance.ts";
import type { Mirror } from "../reading/mirror.ts";
import type { Mirrors } from "../reading/mirrors.ts";
import { pipelinesSince } from "../reading/pipelines.ts";
import type { Presence } from "../reading/presence.ts";
import { progressIn } from "../reading/progress.ts";
import { factsOf } from "../reading/trial-facts.ts";
import type { Runs } from "../runs/runs.ts";
import { studiesFeed, studyFeed } from "./feeds.ts";
import type { BuiltFiles } from "./files.ts";
import { limits } from "./limits.ts";
import { runFeed } from "./run-feed.ts";
import { fileOf, type SentFile } from "./sent-file.ts";
import type { Feed } from "./stream.ts";

/** What an address is answered with: bytes of a type, a file, or a feed to follow; undefined where there is nothing. */
type Answer =
  | { readonly type: string; readonly body: string | Uint8Array }
  | { readonly file: SentFile }
  | Followed
  | undefined;

interface Followed {
  readonly feed: Feed;
  /** What there is now is told, and no more. */
  readonly isBrief: boolean;
}

/** What answers are made from. */
export interface Sources {
  readonly files: BuiltFiles;
  readonly mirrors: Mirrors;
  readonly presence: Presence;
  readonly runs: Runs;
  readonly computer: Computer;
}

type RouteName =
  | "page"
  | "script"
  | "styles"
  | "columns"
  | "curves"
  | "importance"
  | "hypervolume"
  | "trial"
  | "log"
  | "artifact"
  | "progress"
  | "pipelines"
  | "liveStudies"
  | "liveStudy"
  | "liveRun";

interface Route {
  /** All of an address, as it was sent: nothing is decoded, so there is one way to write each. */
  readonly address: RegExp;
  /** What stands in its brackets is told. */
  answer(sources: Sources, parts: readonly string[], request: IncomingMessage): Promise<Answer> | Answer;
}

const ofStudy = async (
  { mirrors }: Sources,
  id: string,
  give: (mirror: Mirror) => Answer | Promise<Answer>,
): Promise<Answer> => {
  const mirror = await mirrors.study(Number(id));
  return mirror && give(mirror);
};

const json = (value: unknown): Answer => ({ type: "application/json", body: toJson(value) });

const bytes = (body: Uint8Array): Answer => ({ type: "application/octet-stream", body });

/** The number of a study, a trial or a revision, of no more digits than a number holds. */
const number = "(\\d{1,15})";
const study = `/api/studies/${number}`;

/** Of a connection that broke the browser says how far it had come. */
const lastOf = (headers: IncomingMessage["headers"]): string | undefined =>
  /^\d{1,15}$/.exec(String(headers["last-event-id"] ?? ""))?.[0];

/** Every address that there is. */
const routes: { readonly [Name in RouteName]: Route } = {
  page: { address: /^\/$/, answer: ({ files }) => files.page },
  script: { address: /^\/scripts\/([\w-]{1,80}\.js)$/, answer: ({ files }, [name]) => files.scripts.get(name!) },
  styles: { address: /^\/dashboard\.css$/, answer: ({ files }) => files.styles },
  columns: {
    address: new RegExp(`^${study}/columns$`),
    answer: (sources, [id]) => ofStudy(sources, id!, (mirror) => bytes(mirror.columns())),
  },
  curves: {
    address: new RegExp(`^${study}/curves\\?of=(\\d{1,15}(?:,\\d{1,15}){0,${limits.curves - 1}})$`),
    answer: (sources, [id, trials]) =>
      ofStudy(sources, id!, (mirror) => bytes(encodeCurves(curvesOf(mirror, trials!.split(",").map(Number))))),
  },
  importance: {
    address: new RegExp(`^${study}/importance\\?objective=(\\d{1,3})$`),
    answer: (sources, [id, objective]) =>
      ofStudy(sources, id!, async (mirror) => {
        const found = await importanceIn(mirror, Number(objective), sources.computer);
        return found && json(found);
      }),
  },
  hypervolume: {
    address: new RegExp(`^${study}/hypervolume$`),
    answer: (sources, [id]) =>
      ofStudy(sources, id!, async (mirror) => {
        const found = await hypervolumeIn(mirror, sources.computer);
        return found && json(found);
      }),
  },
  trial: {
    address: new RegExp(`^${study}/trials/${number}$`),
    answer: (sources, [id, place]) =>
      ofStudy(sources, id!, (mirror) => {
        const trial = mirror.trials[Number(place)];
        return trial && json(factsOf(mirror, trial));
      }),
  },
  log: {
    address: new RegExp(`^${study}/trials/${number}/log$`),
    answer: (sources, [id, place]) =>
      ofStudy(sources, id!, async ({ record, trials }) => {
        const trial = trials[Number(place)];
        // Most trials have none: that is an answer too.
        return trial && json({ text: await trialLog(sources.mirrors.storage, record, trial.number) });
      }),
  },
  artifact: {
    address: new RegExp(`^${study}/trials/${number}/artifacts/([0-9a-f]{64})$`),
    answer: (sources, [id, place, content]) =>
      ofStudy(sources, id!, async ({ record, trials }) => {
        const trial = trials[Number(place)];
        // What the trial itself has, and nothing else that may lie there.
        const artifact = trial && artifactsOf(trial).find((each) => each.id === content);
        const file = artifact && (await fileOf(artifact, sources.mirrors.storage, record));
        return file && { file };
      }),
  },
  progress: {
    address: new RegExp(
      `^/api/progress\\?objective=(\\d{1,3})&of=(\\d{1,15}(?:,\\d{1,15}){0,${limits.compared - 1}})$`,
    ),
    answer: async ({ mirrors }, [objective, ids]) => {
      const found = [];
      for (const id of ids!.split(",")) {
        const mirror = await mirrors.study(Number(id));
        found.push(...[mirror && progressIn(mirror, Number(objective))].filter((each) => each !== undefined));
      }
      return json(found);
    },
  },
  pipelines: {
    address: new RegExp(`^${study}/pipelines\\?since=${number}$`),
    answer: async ({ mirrors }, [id, since]) => {
      const found = await pipelinesSince(mirrors, Number(id), Number(since));
      return found && json(found);
    },
  },
  liveStudies: {
    address: /^\/api\/live(\?brief)?$/,
    answer: ({ mirrors, presence, runs }, [brief]) => ({
      feed: studiesFeed(mirrors, presence, runs),
      isBrief: brief !== undefined,
    }),
  },
  liveStudy: {
    address: new RegExp(`^${study}/live\\?since=${number}(&brief)?$`),
    answer: ({ mirrors, presence }, [id, since, brief], { headers }) => ({
      feed: studyFeed(mirrors, presence, Number(id), Number(lastOf(headers) ?? since)),
      isBrief: brief !== undefined,
    }),
  },
  liveRun: {
    address: new RegExp(`^/api/runs/${number}/live\\?since=${number}(&brief)?$`),
    answer: ({ runs }, [id, since, brief], { headers }) => ({
      feed: runFeed(runs, Number(id), Number(lastOf(headers) ?? since)),
      isBrief: brief !== undefined,
    }),
  },
};

/** What an address is answered with. */
export const answerTo = async (request: IncomingMessage, sources: Sources): Promise<Answer> => {
  for (const { address, answer } of Object.values(routes)) {
    const found = address.exec(request.url ?? "");
    if (found !== null) return answer(sources, found.slice(1), request);
  }
  return undefined;
};
