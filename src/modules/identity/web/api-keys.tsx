// The doors of an authority's API keys: list, make, end.
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { endApiKey, makeApiKey } from "../commands/api-keys.ts";
import { ApiKeyMadePage, ApiKeysPage } from "../pages/api-keys.tsx";
import { apiKeys } from "../queries.ts";
import { formErrors, readForm, signInAgain } from "./answers.ts";
import type { C, FormError } from "./answers.ts";

export function apiKeyRoutes(app: App): void {
  app.get("/authority/api-keys", (c) => keysPage(c));

  app.post("/authority/api-keys", async (c) => {
    const form = await readForm(c);
    const answers = { name: form.text("name"), roles: form.texts("roles") };
    const again = await signInAgain(c, "/authority/api-keys");
    if (again !== undefined) return again;
    const t = c.get("t");
    try {
      const made = await makeApiKey(c.get("ctx"), { ...answers, organisation: organisationOf(c) });
      return await page(c, { title: t("identity.key-made.title") }, <ApiKeyMadePage t={t} made={made} />);
    } catch (error) {
      return keysPage(c, answers, formErrors(t, error));
    }
  });

  app.post("/authority/api-keys/:id/end", async (c) => {
    await endApiKey(c.get("ctx"), { id: keyId(c.req.param("id")) });
    return c.redirect("/authority/api-keys", 303);
  });
}

async function keysPage(
  c: C,
  answers: { name: string; roles: readonly string[] } = { name: "", roles: [] },
  errors: readonly FormError[] = [],
): Promise<Response> {
  const t = c.get("t");
  const organisation = organisationOf(c);
  const keys = await apiKeys(c.get("ctx"), organisation);
  return page(
    c,
    { title: t("identity.keys.title"), error: errors.length > 0, islands: ["forms"] },
    <ApiKeysPage t={t} organisation={organisation} keys={keys} answers={answers} errors={errors} />,
    errors.length > 0 ? 422 : 200,
  );
}

function organisationOf(c: C): string {
  const { organisation } = c.get("ctx").actor;
  if (organisation === null) throw new Problem("not-allowed");
  return organisation;
}

/** Hostile: from the address. */
export function keyId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Problem("not-found");
  return text;
}
