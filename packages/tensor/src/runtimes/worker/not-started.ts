import { TensorError } from "../../errors/error.ts";

/** Of a page whose worker never ran: browsers do not say why, so the page looks at the script itself. */
export const notStarted = async (script: string, cause?: unknown): Promise<TensorError> => {
  const law = "A worker in a page runs a script of its own, which is served beside the page's";
  return new TensorError("device", `${law}: ${await lookAt(script)}.`, { remedy, cause });
};

const remedy = `Bundlers that find it by themselves: Vite, webpack, Rspack, Next.js. esbuild and Bun make it by one more entry point: esbuild page.js tensor-worker=@kaviar/tensor/worker
Where it is under another address: configure({ workerUrl: "/assets/tensor-worker.js" }).`;

/** What is wrong with a script, as far as a page can see it. */
const lookAt = async (script: string): Promise<string> => {
  const { Worker, location } = globalThis as {
    readonly Worker?: unknown;
    readonly location?: { readonly protocol: string; readonly origin: string };
  };
  if (Worker === undefined) return "there are no workers here";
  if (location?.protocol === "file:") return "this page was opened as a file, and only pages of a server have workers";
  // webpack takes the addresses of files for those of modules.
  if (!/^https?:/.test(script)) return "the browser's console says what it has not loaded";
  if (new URL(script).origin !== location?.origin) return `${script} is of another origin than the page`;
  const answer = await fetch(script).catch(() => undefined);
  if (answer === undefined) return `${script} cannot be fetched`;
  if (!answer.ok) return `there is no ${script} (status ${answer.status})`;
  const type = answer.headers.get("content-type") ?? "without a type";
  return /javascript|ecmascript/.test(type)
    ? `${script} is there and does not run: a file that it imports is missing, or the page's Content-Security-Policy forbids it (worker-src)`
    : `what is served as ${script} is ${type}, not JavaScript`;
};
