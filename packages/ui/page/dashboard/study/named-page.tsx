import { useEffect } from "preact/hooks";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { goInstead } from "../address.ts";
import { follow } from "../live.ts";

/** Goes on to the study of a name as soon as it is there: a command that has just begun says where it will be. */
export const NamedPage = ({ name }: { readonly name: string }) => {
  useEffect(() => {
    document.title = `${name} · kaviar`;
    return follow(() => "/api/live", {
      studies: (data) => {
        const found = (JSON.parse(data) as StudySummary[]).find((study) => study.name === name);
        if (found !== undefined) goInstead({ study: found.id });
      },
    });
  }, [name]);
  return (
    <>
      <h1>{name}</h1>
      <p>
        This study is not there yet: as soon as it is begun it is shown here. <a href="#/">All studies</a>
      </p>
    </>
  );
};
