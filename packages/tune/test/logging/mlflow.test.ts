import { createServer } from "node:http";
import { createStudy, float, mlflow, random } from "@kaviar/tune";
import { afterEach, expect, it } from "vitest";
import { examples } from "./example.ts";
import recorded from "./mlflow.recorded.json" with { type: "json" };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly authorization?: string;
}

/** A server that gives these answers one after another, and keeps what it was asked. */
const answering = async (answers: readonly { readonly status: number; readonly answer: unknown }[]) => {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const { status, answer } = answers[asked.length]!;
    const { authorization } = request.headers;
    asked.push({
      method: request.method!,
      path: request.url!,
      body: text === "" ? null : JSON.parse(text),
      ...(authorization !== undefined && { authorization }),
    });
    response.writeHead(status).end(JSON.stringify(answer));
  });
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, asked };
};

it("asks what an MLflow server has understood, and understands its answers, as they were recorded", async () => {
  const { url, asked } = await answering(recorded);
  const log = mlflow(`${url}/`);
  for (const example of examples) await log(example);
  expect(asked).toEqual(recorded.map(({ method, path, body }) => ({ method, path, body })));
  expect(recorded.slice(1).map(({ status }) => status)).toEqual(Array(recorded.length - 1).fill(200));
});

it("sends at most 100 parameters and 1 000 metrics at once, which is what a server takes", async () => {
  const many = { status: 200, answer: { experiment: { experiment_id: "1" }, run: { info: { run_id: "r" } } } };
  const { url, asked } = await answering(Array(9).fill(many));
  const [{ study, trial }] = examples as [(typeof examples)[number]];
  await mlflow(url)({
    study,
    trial: {
      ...trial,
      params: Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`p${i}`, i])),
      reports: Array.from({ length: 600 }, (_, step) => ({ step, values: [step, step] })),
    },
  });
  const batches = asked
    .filter(({ path }) => path.endsWith("log-batch"))
    .map(({ body }) => body as Record<string, unknown[]>);
  expect(batches.map(({ params, metrics }) => [params?.length, metrics?.length])).toEqual([
    [100, undefined],
    [30, undefined],
    [undefined, 1000],
    [undefined, 203],
  ]);
});

it("ends the study with what the server said, and the trial is kept", async () => {
  const { url } = await answering([{ status: 500, answer: { error_code: "INTERNAL_ERROR", message: "disk is full" } }]);
  const study = await createStudy({ sampler: random(), seed: 1 });
  const running = study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 3, log: [mlflow(url)] });
  await expect(running).rejects.toMatchObject({
    code: "log-failed",
    evidence: expect.stringContaining("disk is full"),
  });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete"]);
});

it("says that there is no server, without the password of its address", async () => {
  const log = mlflow("http://ada:secret@127.0.0.1:9");
  const error = await log(examples[0]!).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error).toMatchObject({ code: "log-failed", fault: "world" });
  expect(String(error)).not.toContain("secret");
});

it("sends the name and the password of an address as a header", async () => {
  const { url, asked } = await answering(recorded);
  await mlflow(url.replace("//", "//ada:l%C3%B6we@"))(examples[0]!);
  const words = asked.map(({ authorization }) =>
    Buffer.from(authorization!.slice("Basic ".length), "base64").toString(),
  );
  expect(new Set(words)).toEqual(new Set(["ada:löwe"]));
});

it.each([
  ["no address", () => mlflow("mlruns")],
  ["a misspelt option", () => mlflow("http://127.0.0.1:5000", { experimnt: "digits" } as object)],
])("refuses %s", (_, make) => {
  expect(make).toThrow(expect.objectContaining({ name: "TuneError", fault: "usage" }));
});
