import * as http from "node:http";
import * as https from "node:https";
import { ClusterError } from "../error.ts";
import { token } from "./token.ts";

export interface Answer {
  readonly code: number;
  readonly text: string;
}

/** A head on whose connection nothing came for so long, in milliseconds, does not answer. */
const patience = 30_000;

/** Asks the head of a Ray cluster. Not by `fetch`, which says that it is a browser's: Ray lets no browser change anything. */
export const ask = async (address: string, method: "GET" | "POST", path: string, body?: unknown): Promise<Answer> => {
  const known = await token();
  const url = new URL(address.replace(/\/$/, "") + path);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = new Promise<Answer>((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method,
      timeout: patience,
      headers: {
        ...(known !== undefined && { authorization: `Bearer ${known}` }),
        ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
      },
    });
    request.on("timeout", () => request.destroy(new Error(`it said nothing for ${patience / 1000} s`)));
    request.on("error", reject);
    request.on("response", (response) => {
      let said = "";
      response.setEncoding("utf8");
      response.on("error", reject);
      response.on("data", (part: string) => {
        said += part;
      });
      response.on("end", () => resolve({ code: response.statusCode ?? 0, text: said }));
    });
    request.end(text);
  });
  return answer.catch((error: Error) => {
    throw new ClusterError(
      "unreachable",
      `The head of the Ray cluster has to answer at ${address}: ${error.message}.`,
      {
        remedy:
          "`ray job list --address=…` says whether it does for you: it is the address of its dashboard, port 8265.",
        cause: error,
      },
    );
  });
};

/** What Ray did not do, "to take a job", in its own words. */
export const refused = ({ code, text }: Answer, what: string): ClusterError => {
  const lines = text.trim().split("\n");
  // It answers with its own traceback: the last of its errors is the one that counts.
  const error = /^[\w.]*(Error|Exception): /;
  const said = (lines.findLast((line) => error.test(line)) ?? lines[0]!).replace(error, "").replace(/\.$/, "");
  if (code === 401 || code === 403)
    return new ClusterError("refused", `Ray has to know who asks ${what}: it answered ${code}, ${said}.`, {
      remedy: "RAY_AUTH_TOKEN, or a file that RAY_AUTH_TOKEN_PATH names, has the token of the cluster.",
    });
  return new ClusterError("refused", `Ray has to be able ${what}: it answered ${code}, ${said || "nothing"}.`, {
    remedy: "`ray status` on its head shows what it has; `--dry-run` shows what is handed in.",
  });
};
