import { expect, it } from "vitest";
import { namesOf } from "../../src/fitting/names.ts";

it("calls a study by the file and the target, and the folder by the file", () => {
  expect(namesOf("data/churn.csv.gz", "churned", undefined)).toEqual({
    study: "churn-churned",
    out: "churn-kaviar",
    search: "churn-kaviar/search/churn-churned",
  });
});

it("calls many files by their folder", () => {
  expect(namesOf("data/sales/*.parquet", "amount", undefined).out).toBe("sales-kaviar");
  expect(namesOf("data/*/2024.csv", "amount", undefined).out).toBe("data-kaviar");
});

it("calls another folder's study otherwise, and takes from names what shells and file systems do not", () => {
  expect(namesOf("churn.csv", "churned", "out/second/")).toMatchObject({ study: "second-churned", out: "out/second/" });
  expect(namesOf("my churn.csv", "left us?", undefined)).toMatchObject({
    study: "my-churn-left-us",
    out: "my-churn-kaviar",
  });
});
