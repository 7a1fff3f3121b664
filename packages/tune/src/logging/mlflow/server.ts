import { shownUrl } from "@kaviar/base/text";
import { TuneError } from "../../error.ts";
import { messageOf } from "../../evaluation/message-of.ts";

/** A server that does not answer for so long is taken to be gone, in milliseconds. */
const patience = 30_000;

/** The requests that make runs. (mlflow.org, "REST API", version 2.0) */
export const mlflowServer = (url: string, given: Readonly<Record<string, string>>) => {
  const { root, headers } = withoutPassword(url, given);
  const refused = (path: string, why: string, cause?: unknown): TuneError =>
    new TuneError(
      "log-failed",
      `An MLflow server must take what is logged; ${shownUrl(url)} did not, at ${path}: ${why}.`,
      {
        remedy: "Run `mlflow server`, or leave the log out: the trials are kept by the study all the same.",
        ...(cause !== undefined && { cause }),
      },
    );

  const ask = async (path: string, body?: object): Promise<{ status: number; said: Record<string, unknown> }> => {
    const signal = AbortSignal.timeout(patience);
    const init =
      body === undefined
        ? { headers, signal }
        : {
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body: JSON.stringify(body),
            signal,
          };
    try {
      const response = await fetch(`${root}/api/2.0/mlflow/${path}`, init);
      const text = await response.text();
      return { status: response.status, said: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
    } catch (error) {
      throw refused(path, messageOf(error), error);
    }
  };

  const must = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const { status, said } = await ask(path, body);
    if (status === 200) return said;
    throw refused(path, `${status} ${String(said.error_code ?? "")} ${String(said.message ?? "")}`.trim());
  };

  const find = async (name: string): Promise<string | undefined> => {
    const { status, said } = await ask(`experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`);
    if (status === 200) return (said.experiment as { experiment_id: string }).experiment_id;
    if (status === 404) return undefined;
    throw refused("experiments/get-by-name", `${status} ${String(said.message ?? "")}`.trim());
  };

  return {
    /** The id of the experiment of that name, which is made where there is none. */
    experiment: async (name: string): Promise<string> => {
      const found = await find(name);
      if (found !== undefined) return found;
      const { status, said } = await ask("experiments/create", { name });
      if (status === 200) return said.experiment_id as string;
      // Another one may have made it in between.
      const other = await find(name);
      if (other === undefined) throw refused("experiments/create", `${status} ${String(said.message ?? "")}`.trim());
      return other;
    },
    run: async (draft: object): Promise<string> => {
      const { run } = await must("runs/create", draft);
      return (run as { info: { run_id: string } }).info.run_id;
    },
    log: (run: string, batch: object) => must("runs/log-batch", { run_id: run, ...batch }),
    end: (run: string, end: object) => must("runs/update", { run_id: run, ...end }),
  };
};

/** The address, and its name and password as a header: `fetch` takes none in an address, and shows it to whoever asks why. */
const withoutPassword = (given: string, headers: Readonly<Record<string, string>>) => {
  const url = new URL(given);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const root = url.href.replace(/\/+$/, "");
  if (username === "") return { root, headers };
  const words = new TextEncoder().encode(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return { root, headers: { authorization: `Basic ${btoa(String.fromCharCode(...words))}`, ...headers } };
};
