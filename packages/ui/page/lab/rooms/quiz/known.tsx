import { isKnown, type Scores } from "@kaviar/base/quiz";
import type { Heading } from "./headings.ts";

/** How many questions of each heading were right when they were asked last. */
export const Known = ({ all, scores }: { readonly all: readonly Heading[]; readonly scores: Scores }) => (
  <table class="known">
    <caption>Known so far</caption>
    <tbody>
      {all.map(({ name, title, questions }) => {
        const known = questions.filter(({ id }) => isKnown(scores.questions.get(id))).length;
        return (
          <tr key={name}>
            <th scope="row">{title}</th>
            <td>
              {known} of {questions.length}
              <span class="part" aria-hidden="true">
                <span style={{ width: `${(100 * known) / questions.length}%` }} />
              </span>
            </td>
          </tr>
        );
      })}
    </tbody>
  </table>
);
