import type { IncomingMessage } from "node:http";
import { toJson } from "@kaviar/base/text";
import { encodeCurves } from "../columns/index.ts";
import { curvesOf } from "../reading/curves.ts";
import type { Mirror } from "../reading/mirror.ts";
import type { Mirrors } from "../reading/mirrors.ts";
import type { Presence } from "../reading/presence.ts";
import { factsOf } from "../reading/trial-facts.ts";
import { studiesFeed, studyFeed } from "./feeds.ts";
import type { BuiltFile, BuiltFiles } from "./files.ts";
import { limits } from "./limits.ts";
import type { Feed } from "./stream.ts";

/** What an address is answered with: bytes of a type, or a feed to follow; undefined where there is nothing. */
type Answer = { readonly type: string; readonly body: string | Uint8Array } | { readonly feed: Feed } | undefined;

/** What answers are made from. */
export interface Sources {
  readonly files: BuiltFiles;
  readonly mirrors: Mirrors;
  readonly presence: Presence;
}

type RouteName = "page" | "script" | "styles" | "columns" | "curves" | "trial" | "liveStudies" | "liveStudy";

interface Route {
  /** All of an address, as it was sent: nothing is decoded, so there is one way to write each. */
  readonly address: RegExp;
  answer(sources: Sources, numbers: readonly number[], request: IncomingMessage): Promise<Answer> | Answer;
}

const file = (name: keyof BuiltFiles, address: RegExp): Route => ({
  address,
  answer: ({ files }): BuiltFile => files[name],
});

const ofStudy = async ({ mirrors }: Sources, id: number, give: (mirror: Mirror) => Answer): Promise<Answer> => {
  const mirror = await mirrors.study(id);
  return mirror && give(mirror);
};

const bytes = "application/octet-stream";

/** The number of a study, a trial or a revision, of no more digits than a number holds. */
const number = "(\\d{1,15})";

/** Every address that there is. */
const routes: { readonly [Name in RouteName]: Route } = {
  page: file("page", /^\/$/),
  script: file("script", /^\/dashboard\.js$/),
  styles: file("styles", /^\/dashboard\.css$/),
  columns: {
    address: new RegExp(`^/api/studies/${number}/columns$`),
    answer: (sources, [study]) => ofStudy(sources, study!, (mirror) => ({ type: bytes, body: mirror.columns() })),
  },
  curves: {
    address: new RegExp(`^/api/studies/${number}/curves\\?of=(\\d{1,15}(?:,\\d{1,15}){0,${limits.curves - 1}})$`),
    answer: (sources, [study, ...trials]) =>
      ofStudy(sources, study!, (mirror) => ({ type: bytes, body: encodeCurves(curvesOf(mirror, trials)) })),
  },
  trial: {
    address: new RegExp(`^/api/studies/${number}/trials/${number}$`),
    answer: (sources, [study, place]) =>
      ofStudy(sources, study!, (mirror) => {
        const trial = mirror.trials[place!];
        return trial && { type: "application/json", body: toJson(factsOf(mirror, trial)) };
      }),
  },
  liveStudies: {
    address: /^\/api\/live$/,
    answer: ({ mirrors, presence }) => ({ feed: studiesFeed(mirrors, presence) }),
  },
  liveStudy: {
    address: new RegExp(`^/api/studies/${number}/live\\?since=${number}$`),
    answer: ({ mirrors, presence }, [study, since], { headers }) => {
      // Of a connection that broke the browser says how far it had come.
      const last = /^\d{1,15}$/.exec(String(headers["last-event-id"] ?? ""))?.[0];
      return { feed: studyFeed(mirrors, presence, study!, last === undefined ? since! : Number(last)) };
    },
  },
};

/** What an address is answered with. */
export const answerTo = async (request: IncomingMessage, sources: Sources): Promise<Answer> => {
  for (const { address, answer } of Object.values(routes)) {
    const found = address.exec(request.url ?? "");
    if (found !== null) {
      const numbers = found.slice(1).flatMap((part) => part.split(",").map(Number));
      return answer(sources, numbers, request);
    }
  }
  return undefined;
};
