// The demonstration's door: enter as anybody of it, one press away. In a real scheme it does not exist, and no setting
// opens it: what decides is the founding act, which is signed and never changes.
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { EnterPage } from "../pages/enter.tsx";
import { isDemonstration } from "../queries.ts";
import { safeBack } from "../sign-in.ts";
import { demonstrationPeople, findDemonstrationPerson } from "../store.ts";
import { firstPage, readForm, welcome } from "./answers.ts";
import type { C } from "./answers.ts";

export function enterRoutes(app: App): void {
  app.get("/enter", async (c) => {
    await refuseWhereReal(c);
    const people = await demonstrationPeople({ db: c.get("ctx").database.kysely });
    const t = c.get("t");
    return page(
      c,
      { title: t("identity.enter.title") },
      <EnterPage
        t={t}
        people={people}
        search={(c.req.query("search") ?? "").slice(0, 100)}
        back={safeBack(c.req.query("back"), firstPage)}
      />,
    );
  });

  app.post("/enter", async (c) => {
    await refuseWhereReal(c);
    const form = await readForm(c);
    // "exporter SL-KPA.demo-1" for a clerk of one company.
    const [role = "", company] = form.text("role").split(" ");
    const wanted = { organisation: form.text("organisation"), role, company: company ?? null };
    const person = await findDemonstrationPerson({ db: c.get("ctx").database.kysely }, wanted);
    if (person === undefined) throw new Problem("not-found");
    await welcome(c, {
      person: person.person,
      organisation: person.organisation,
      company: person.company,
      method: "demonstration",
    });
    return c.redirect(safeBack(form.text("back"), firstPage), 303);
  });
}

async function refuseWhereReal(c: C): Promise<void> {
  if (!(await isDemonstration(c.get("ctx")))) throw new Problem("not-found");
}
