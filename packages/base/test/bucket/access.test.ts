import { expect, it } from "vitest";
import { accessOf, urlOf } from "../../src/bucket/access.ts";
import { owner } from "./owner.ts";

const keys = { AWS_ACCESS_KEY_ID: "k", AWS_SECRET_ACCESS_KEY: "s3cret" };
const place = (environment: NodeJS.ProcessEnv, bucket = "lab", key = "a b/c+d~%2E/é") =>
  urlOf(accessOf(owner, { ...keys, ...environment }), bucket, key).href;

it("puts a bucket before the name of Amazon's servers, unless a certificate has no room for it, and into paths elsewhere", () => {
  expect(place({})).toBe("https://lab.s3.us-east-1.amazonaws.com/a%20b/c%2Bd~%252E/%C3%A9");
  expect(place({ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "x" }, "l.ab", "k")).toBe(
    "https://s3.eu-west-1.amazonaws.com/l.ab/k",
  );
  expect(place({ AWS_DEFAULT_REGION: "eu-west-1" }, "lab", "")).toBe("https://lab.s3.eu-west-1.amazonaws.com/");
  const elsewhere = { AWS_ENDPOINT_URL: "http://10.0.0.1:9000/s3/" };
  expect(place(elsewhere, "lab", "k")).toBe("http://10.0.0.1:9000/s3/lab/k");
  expect(place({ ...elsewhere, AWS_ENDPOINT_URL_S3: "https://[::1]:9000" }, "lab", "")).toBe("https://[::1]:9000/lab");
  expect(place({ AWS_ENDPOINT_URL: "https://oss.example", AWS_VIRTUAL_HOSTED_STYLE_REQUEST: "True" }, "lab", "k")).toBe(
    "https://lab.oss.example/k",
  );
});

it.each([
  [{}, "no-credentials", "the environment has neither"],
  [{ AWS_ACCESS_KEY_ID: "k" }, "no-credentials", "no AWS_SECRET_ACCESS_KEY"],
  [{ AWS_SECRET_ACCESS_KEY: "s3cret", AWS_ACCESS_KEY_ID: "" }, "no-credentials", "no AWS_ACCESS_KEY_ID"],
  [{ ...keys, AWS_ENDPOINT_URL: "https://k:s3cret@s3.lab" }, "bad-endpoint", "and nothing else"],
  [{ ...keys, AWS_ENDPOINT_URL: "s3.lab:9000?s3cret" }, "bad-endpoint", "and nothing else"],
])("refuses %o without repeating what may be secret", (environment, code, says) => {
  const refusal = (() => {
    try {
      accessOf(owner, environment as NodeJS.ProcessEnv);
    } catch (error) {
      return error as Error & { code: string };
    }
    return undefined;
  })();
  expect(refusal).toMatchObject({ code, message: expect.stringContaining(says) });
  expect(refusal?.message).not.toContain("s3cret");
});
