import { seededRandom } from "@kaviar/base/random";

/** How many members are learned from, and how many others the best are asked about in the end. */
export const members = 240;
export const strangers = 2000;

/** Members of a gym, made up: who stays another year. With another seed others of the same gym. */
export const gymRows = (count: number, seed: number) => {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const sometimes = <T>(value: T): T | null => (random() < 0.06 ? null : value);
  return Array.from({ length: count }, () => {
    const plan = ["basic", "plus", "family"][Math.floor(3 * random())]!;
    const mail = ["post", "phone", "none", "app"][Math.floor(4 * random())]!;
    const [age, visits] = [18 + 52 * random(), 20 * random()];
    const [young, often] = [(44 - age) / 15, (visits - 10) / 6];
    const loyalty = 2.2 * young * often + { basic: -1, plus: 0, family: 1 }[plan]! + 0.6 * often + 0.6 * normal();
    return {
      age: sometimes(Math.round(age)),
      visits: sometimes(Math.round(10 * visits) / 10),
      plan: sometimes(plan),
      mail,
      card: Math.floor(100_000 * random()),
      stays: loyalty > 0 ? "yes" : "no",
    };
  });
};

/** What is known of the table: it was made so. */
export const gymFacts =
  "240 members of a gym, made up. The young who come often stay, and so do the old who come seldom: age says nothing without visits. The plan counts by itself, visits a little. The number of the card (0 to 100 000) and the kind of mail say nothing. Of age, visits and plan six in a hundred are missing.";
