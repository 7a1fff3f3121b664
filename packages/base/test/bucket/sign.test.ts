import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { accessOf, urlOf } from "../../src/bucket/access.ts";
import { signed } from "../../src/bucket/sign.ts";
import { owner } from "./owner.ts";

const access = accessOf(owner, {
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
});
const host = (key: string) =>
  new URL(urlOf({ ...access, endpoint: new URL("https://s3.amazonaws.com") }, "examplebucket", key));
const digest = (body: string) => createHash("sha256").update(body).digest("hex");
const nothing = { query: {}, headers: {}, digest: digest("") };

// The examples of "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)" in Amazon's S3 manual.
it.each([
  [
    "GET of an object, of which a part",
    { ...nothing, method: "GET", url: host("test.txt"), headers: { range: "bytes=0-9" } },
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  ],
  [
    "PUT of an object",
    {
      method: "PUT",
      url: host("test$file.text"),
      query: {},
      headers: { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
      digest: digest("Welcome to Amazon S3."),
    },
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  ],
  [
    "GET of what a bucket does with time",
    { ...nothing, method: "GET", url: host(""), query: { lifecycle: "" } },
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  ],
  [
    "GET of a list",
    { ...nothing, method: "GET", url: host(""), query: { prefix: "J", "max-keys": "2" } },
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  ],
])("signs %s as Amazon's manual does", (_, request, signature) => {
  const { authorization } = signed(request, access, new Date("2013-05-24T00:00:00Z"));
  expect(authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/20130524\/us-east-1\/s3\/aws4_request, /,
  );
  expect(/Signature=(\w+)$/.exec(authorization!)?.[1]).toBe(signature);
});

it("signs the token of keys that are given for a time", () => {
  const request = { ...nothing, method: "GET", url: host("a") };
  const headers = signed(request, { ...access, token: "for an hour" }, new Date(0));
  expect(headers["x-amz-security-token"]).toBe("for an hour");
  expect(headers.authorization).toContain("x-amz-date;x-amz-security-token,");
});
