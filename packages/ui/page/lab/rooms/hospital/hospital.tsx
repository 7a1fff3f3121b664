import { useChoices } from "../../choices/use-choices.ts";
import { CaseList } from "./case-list.tsx";
import { cases } from "./cases/index.ts";
import { choices } from "./choices.ts";
import { Ward } from "./ward.tsx";

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const number = chosen.case;
  return (
    <>
      <h1>Hospital</h1>
      <p class="says">
        A run comes in. Look at its papers, its curves and its layers, and say what it has. Then hear the doctor, and
        try the cures. Some runs are healthy.
      </p>
      <CaseList open={number} choose={(next) => choose({ case: next })} />
      <Ward
        key={number}
        number={number}
        patient={cases[number - 1]!}
        {...(number < cases.length && { next: () => choose({ case: number + 1 }) })}
      />
    </>
  );
};
