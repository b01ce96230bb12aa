// What the doors of this module share: reading forms, answering ceremonies in JSON, slowing down guessing.
import { fieldSentence } from "#platform/i18n/sentences.ts";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import { signedInRecently } from "../authenticate.ts";
import { mayTry, perAddress } from "../rate-limit.ts";
import { beginSession, sessionCookie } from "../sessions.ts";
import type { NewSession } from "../sessions.ts";
import type { SignInRefusal } from "../sign-in.ts";

/** Where one arrives when no other place was asked for. */
export const firstPage = "/work";

export type C = Context<Web>;

/** A refusal as it goes to the island: its code, and the sentence to show. */
export function refuseJson(
  c: C,
  reason: SignInRefusal | "sign-in-again" | "passkey-known" | "too-many-passkeys" | "passkey-name",
): Response {
  const status = reason === "too-many-tries" ? 429 : reason === "sign-in-again" ? 401 : 403;
  return c.json({ code: reason, sentence: c.get("t")(`identity.refused.${reason}`) }, status);
}

/** False when this address has knocked too often. */
export function mayKnock(c: C): boolean {
  return mayTry(perAddress, `address ${addressOf(c)}`, c.get("ctx").clock());
}

/** Where a request comes from, for counting tries. */
export function addressOf(c: C): string {
  try {
    return getConnInfo(c).remote.address ?? "unknown";
  } catch {
    // No socket: a request made by the program itself.
    return "unknown";
  }
}

/** Begins a session and lets the browser keep its token. */
export async function welcome(c: C, session: NewSession): Promise<void> {
  const token = await beginSession(c.get("ctx"), session, c.req.raw.headers);
  c.header("Set-Cookie", sessionCookie(token), { append: true });
}

/** Undefined when the person signed in a moment ago; otherwise the way to do it again, and back. */
export async function signInAgain(c: C, back: string): Promise<Response | undefined> {
  if (await signedInRecently(c.get("ctx"), c.req.raw.headers)) return undefined;
  return c.redirect(`/sign-in?again=yes&back=${encodeURIComponent(back)}`, 303);
}

export interface Form {
  text(name: string): string;
  texts(name: string): readonly string[];
}

export async function readForm(c: C): Promise<Form> {
  const body = await c.req.parseBody({ all: true });
  const texts = (name: string): readonly string[] =>
    [body[name]]
      .flat()
      .filter((value): value is string => typeof value === "string")
      .map((value) => value.slice(0, 2_000));
  return { texts, text: (name) => texts(name)[0] ?? "" };
}

export async function readJson(c: C): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return body !== null && typeof body === "object" ? (body as Record<string, unknown>) : {};
}

export interface FormError {
  readonly field: string;
  readonly text: string;
}

/** The errors of a refused form, field by field; anything else goes on to the central answer. */
export function formErrors(t: T, error: unknown): readonly FormError[] {
  if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
  return error.fields.map((problem) => ({ field: problem.field, text: fieldSentence(t, problem) }));
}

export function errorAt(errors: readonly FormError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.text;
}
