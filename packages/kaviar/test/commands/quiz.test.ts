import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

interface Asked {
  readonly id: string;
  readonly right: string;
  readonly score: { readonly box: number } | null;
}

const kaviar = await buildKaviar();
const quiz = async (args: string): Promise<readonly Asked[]> =>
  JSON.parse((await kaviar.shell(`kaviar quiz ${args} --json`)).out).questions;
const inFile = (name: string) => JSON.parse(readFileSync(join(kaviar.folder, name), "utf8"));

describe.concurrent("kaviar quiz", () => {
  it("takes answers from a pipe, says what is right and why the others are not, and keeps score", async () => {
    const [one, two] = await quiz("--seed 1 --scores a.json --questions 2");
    const wrong = two!.right === "a" ? "b" : "a";
    const { code, out, err } = await kaviar.shell(
      `printf '${one!.right}\\n${wrong}\\n' | kaviar quiz --seed 1 --scores a.json --questions 2`,
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(new RegExp(`a, b, c, d > ${one!.right}\n✔ right\n`));
    expect(out).toMatch(new RegExp(`a, b, c, d > ${wrong}\n✖ .*\n(.+\n)*  Right is ${two!.right}: `));
    expect(out).toMatch(/\n {2}kaviar explain [a-z-]+\n/);
    expect(out).toContain("\n1 of 2 right.\n");
    expect(inFile("a.json")).toEqual({
      sessions: 1,
      questions: {
        [one!.id]: { box: 2, asked: 1, right: 1, session: 1 },
        [two!.id]: { box: 1, asked: 1, right: 0, session: 1 },
      },
    });
    const [next] = await quiz("--seed 1 --scores a.json");
    expect(next).toMatchObject({ id: two!.id, score: { box: 1 } });
  });

  it("asks again after what is no answer, shows the answer to ?, ends with q and with the input", async () => {
    const { code, out } = await kaviar.shell("printf 'maybe\\n?\\nq\\n' | kaviar quiz --scores b.json");
    expect(code).toBe(0);
    expect(out).toContain("\na, b, c, d > maybe\nType a, b, c, d; ? if you do not know; q to end.\n");
    expect(out).toMatch(/\n✖ It is [abcd]\.\n/);
    expect(out).toContain("\n0 of 1 right.\n");
    const none = await kaviar.shell("kaviar quiz --scores none.json < /dev/null");
    expect(none).toMatchObject({ code: 0, err: "" });
    expect(none.out).toContain("Nothing was answered: the score is as it was.");
    expect(existsSync(join(kaviar.folder, "none.json"))).toBe(false);
  });

  it("lets people judge themselves", async () => {
    const { code, out } = await kaviar.shell(
      "printf 'I think so\\ny\\n\\nperhaps\\nno\\n' | kaviar quiz --recall --topic calculus --questions 2 --scores c.json",
    );
    expect(code).toBe(0);
    expect(out.match(/Enter > /g)).toHaveLength(2);
    expect(out).toContain("Type y if you knew it, n if not; q to end.");
    expect(out).toContain("\n1 of 2 right.\n");
  });

  it("asks of a heading or of a topic, and names the nearest of one that it does not know", async () => {
    expect(await quiz("--topic calculus")).toHaveLength(10);
    expect(await quiz('--topic "Gradients through depth"')).toHaveLength(4);
    expect((await quiz("--topic vanishing-gradient")).map(({ id }) => id).sort()).toEqual([
      "vanishing-gradient",
      "vanishing-gradient-cures",
    ]);
    expect((await quiz("--topic Xavier")).map(({ id }) => id)).toEqual(["glorot-initialization"]);
    expect(await kaviar.run("quiz", "--topic", "asha")).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^kaviar: The quiz asks nothing about "asha"\.\nkaviar explain asha says what there is\./,
      ),
    });
    expect(await kaviar.run("quiz", "--topic", "vanishing-gradents")).toEqual({
      code: 2,
      out: "",
      err: 'kaviar: --topic must be a heading of the quiz, or a topic of kaviar explain: got "vanishing-gradents".\nDid you mean vanishing-gradient?\n',
    });
    expect((await kaviar.run("quiz", "--topic", "cooking")).err).toContain("The headings are calculus, landscape,");
  });

  it("ends with Ctrl-C: what was answered counts", async () => {
    const child = kaviar.start("quiz", "--scores", "d.json");
    const code = new Promise((resolve) => child.on("close", resolve));
    let out = "";
    child.stdout!.on("data", (chunk) => {
      const before = out;
      out += chunk;
      if (!before.includes("Question 2") && out.includes("Question 2")) child.kill("SIGINT");
    });
    child.stdin!.write("a\n");
    expect(await code).toBe(130);
    expect(out).toMatch(/[01] of 1 right\./);
    expect(inFile("d.json").sessions).toBe(1);
  });

  it("refuses a file that holds no scores, and leaves it as it is", async () => {
    writeFileSync(join(kaviar.folder, "other.json"), '{"sessions": 1, "questions": {"adam": {"box": 9}}}');
    const { code, err } = await kaviar.run("quiz", "--scores", "other.json");
    expect(code).toBe(1);
    expect(err).toContain("other.json must hold scores as kaviar quiz writes them: it does not.\nName another file,");
    expect(inFile("other.json").questions.adam.box).toBe(9);
  });
});
