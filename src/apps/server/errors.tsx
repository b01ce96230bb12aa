// Turns a refusal into an answer: problem details for programs, a page with the sentence for people.
import type { Context } from "hono";
import type { ZodError } from "zod";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import { page } from "#ui/layout/respond.tsx";

/** Undefined is a bug: the reader gets a reference number and nothing else. */
export function answerProblem(c: Context<Web>, problem: Problem | undefined): Response | Promise<Response> {
  const t = c.get("t");
  const status = problem?.status ?? 500;
  const code = problem?.code ?? "internal";
  const reference = c.get("requestId");
  const sentence = problemSentence(t, code, problem?.values);
  if (c.req.path.startsWith("/api/")) {
    return c.body(
      JSON.stringify({
        type: `/problems/${code}`,
        title: sentence,
        status,
        code,
        instance: reference,
        ...(problem === undefined || problem.fields.length === 0
          ? {}
          : {
              errors: problem.fields.map((field) => ({
                field: field.field,
                code: field.code,
                detail: fieldSentence(t, field),
              })),
            }),
      }),
      status as 500,
      { "Content-Type": "application/problem+json", "Content-Language": t.locale },
    );
  }
  if (code === "not-signed-in" && c.req.method === "GET")
    return c.redirect(`/sign-in?back=${encodeURIComponent(c.req.path)}`, 303);
  const title = t(`problem-title.${code}`);
  return page(
    c,
    { title, error: true },
    <div class="prose">
      <h1>{title}</h1>
      <p>{sentence}</p>
      {problem !== undefined && problem.fields.length > 0 && (
        <ul>
          {problem.fields.map((field) => (
            <li>{fieldSentence(t, field)}</li>
          ))}
        </ul>
      )}
      {status >= 500 && <p>{t("problem.reference", { reference })}</p>}
    </div>,
    status,
  );
}

/** What the schema refused, field by field. */
export function problemFromZod(error: ZodError): Problem {
  const fields: FieldProblem[] = error.issues.slice(0, 50).map((issue) => ({
    field: issue.path.join("."),
    code:
      issue.code === "custom" && typeof issue.params?.["code"] === "string"
        ? issue.params["code"]
        : issue.code,
    values: { message: issue.message },
  }));
  return new Problem("malformed-request", {}, { fields });
}
