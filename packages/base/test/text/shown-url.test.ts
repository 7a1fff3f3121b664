import { hidePasswords, shownUrl } from "@kaviar/base/text";
import { expect, it } from "vitest";

it("hides what stands between a user and a host, and what a parameter calls a password", () => {
  expect(shownUrl("postgres://tuner:secret@db.example.org:5432/studies?a=b")).toBe(
    "postgres://tuner@db.example.org:5432/studies?a=b",
  );
  expect(shownUrl("postgres://db/studies?user=tuner&password=secret")).toBe(
    "postgres://db/studies?user=tuner&password=…",
  );
});

it("hides all where it cannot be told where a password ends", () => {
  for (const password of ["a@b", "a/b", "a?b", "a#b", "12#b"])
    expect(shownUrl(`postgres://tuner:${password}@db.example.org/studies`)).toBe("postgres://…");
  expect(shownUrl("tuner:secret@db")).toBe("…");
});

it("leaves what is no address, or holds no password", () => {
  for (const url of ["memory", "sqlite:kaviar.db", "sqlite:kaviar@home.db", "postgres://db.example.org/studies"])
    expect(shownUrl(url)).toBe(url);
});

it("finds addresses in a text", () => {
  expect(hidePasswords('got "postgres://u:secret@h/d" and no more.')).toBe('got "postgres://u@h/d" and no more.');
  expect(hidePasswords("--storage=postgres://u:se cret@h/d#name")).toBe("--storage=postgres://u@h/d#name");
  expect(hidePasswords("redis://u:secret@h, http://x:secret@h")).not.toContain("secret");
  expect(hidePasswords("of postgres://h/d?user=u&password=secret now")).toBe("of postgres://h/d?user=u&password=… now");
  expect(hidePasswords("mail me at a@b, see https://example.org")).toBe("mail me at a@b, see https://example.org");
});
