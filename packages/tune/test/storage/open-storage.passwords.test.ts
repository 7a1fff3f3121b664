import { shownUrl } from "@kaviar/base/text";
import { expect, it } from "vitest";
import { openStorage } from "../../src/index.ts";
import { connect } from "../../src/storage/postgres-connection.ts";

const secret = "s3cr3t";
/** Passwords with a sign that has a meaning of its own in an address, and addresses that are none. */
const addresses = [
  `postgres://tuner:${secret}@db.example.org/studies`,
  `postgres://tuner:${secret}@db.example.org:5432/studies?synchronous_commit=off`,
  `postgres://db.example.org/studies?user=tuner&password=${secret}&sslpassword=${secret}`,
  ...["@", "/", "?", "#", ":", "@x/", "//", "&", "%", " "].flatMap((sign) => [
    `postgres://tuner:${sign}${secret}@db.example.org/studies`,
    `postgres://tuner:${secret}${sign}${secret}@db.example.org/studies`,
    `mysql://tuner:${secret}${sign}${secret}@db.example.org/studies`,
    `sqlite://tuner:${secret}${sign}${secret}@db.example.org/studies`,
    `tuner:${secret}${sign}${secret}@db.example.org`,
  ]),
  `postgres://tuner:1234#${secret}@db.example.org/studies`,
  `postgres://:${secret}@:99999999/studies`,
];

it.each(addresses)("shows no password of %s", async (url) => {
  expect(shownUrl(url)).not.toContain(secret);
});

it("shows what is no secret", () => {
  expect(shownUrl("postgres://tuner:s@db.example.org:5432/studies?a=b")).toBe(
    "postgres://tuner@db.example.org:5432/studies?a=b",
  );
  expect(shownUrl("postgres://db.example.org/studies")).toBe("postgres://db.example.org/studies");
  expect(shownUrl("sqlite:kaviar.db")).toBe("sqlite:kaviar.db");
});

/** Everything that a program could print of an error. */
const allOf = (error: unknown): string => {
  if (typeof error !== "object" || error === null) return String(error);
  const names = Object.getOwnPropertyNames(error);
  return names.map((name) => `${name} ${allOf((error as Record<string, unknown>)[name])}`).join("\n");
};

it.each(addresses.filter((url) => !url.includes("example.org") || !url.startsWith("postgres:")))(
  "an error about it tells no password: %s",
  async (url) => {
    const error = await openStorage(url).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: "TuneError" });
    expect(allOf(error)).not.toContain(secret);
  },
);

it.each(addresses.filter((url) => url.startsWith("postgres:")))(
  "nor does a server that is not there: %s",
  async (url) => {
    const waits = { running: 0, opening: 0, lost: 0 };
    const error = await connect(url.replace("db.example.org", "127.0.0.1:1"), { waits }).catch(
      (error: unknown) => error,
    );
    expect(error).toMatchObject({ name: "TuneError" });
    expect(allOf(error)).not.toContain(secret);
  },
);
